'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Textarea } from '../../../ui/textarea.tsx';
import type { SamplingForm, SamplingProblems } from './sampling.ts';

interface SamplingPanelProps {
  form: SamplingForm;
  suggested: SamplingForm;
  problems: SamplingProblems;
  onChange: (form: SamplingForm) => void;
}

/** How an answer is drawn. */
export function SamplingPanel({ form, suggested, problems, onChange }: SamplingPanelProps) {
  const t = useTranslations('generation');
  const bind = (name: keyof SamplingForm) => ({
    value: form[name],
    onChange: (event: { target: { value: string } }) => onChange({ ...form, [name]: event.target.value }),
    autoComplete: 'off',
  });
  const isSuggested = Object.entries(suggested).every(([name, value]) => form[name as keyof SamplingForm] === value);
  return (
    <Panel
      title={t('sampling.title')}
      aside={
        !isSuggested && (
          <Button size="small" variant="ghost" onClick={() => onChange(suggested)}>
            {t('sampling.reset')}
          </Button>
        )
      }
    >
      <div className="grid gap-4">
        <Field label={t('sampling.temperature')} help={t('sampling.temperatureHelp')} error={problems.temperature}>
          <Input {...bind('temperature')} inputMode="decimal" />
        </Field>
        <Field label={t('sampling.topP')} help={t('sampling.topPHelp')} error={problems.topP}>
          <Input {...bind('topP')} inputMode="decimal" />
        </Field>
        <Field label={t('sampling.maxTokens')} help={t('sampling.maxTokensHelp')} error={problems.maxTokens}>
          <Input {...bind('maxTokens')} inputMode="numeric" unit={t('sampling.tokens')} />
        </Field>
        <Field
          label={t('sampling.stop')}
          hint={t('optional')}
          help={t.rich('sampling.stopHelp', { code: (chunks) => <code>{chunks}</code> })}
          error={problems.stop}
        >
          <Textarea {...bind('stop')} rows={2} spellCheck={false} />
        </Field>
        <Field label={t('sampling.seed')} hint={t('optional')} help={t('sampling.seedHelp')} error={problems.seed}>
          <Input {...bind('seed')} inputMode="numeric" />
        </Field>
      </div>
    </Panel>
  );
}
