'use client';

import type { CallRoute } from '@modelmint/domain/wire/call-route';
import { useTranslations } from 'next-intl';
import type { MessageKey, Translate } from '../../../i18n/translate.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Field } from '../../../ui/field.tsx';
import { FieldGrid, FormSection } from '../../../ui/form-section.tsx';
import { Input } from '../../../ui/input.tsx';
import { Textarea } from '../../../ui/textarea.tsx';
import type { useApiForm } from '../../../ui/use-api-form.ts';
import { type InferenceForm, type ParameterName, parametersOfRoute } from './inference-form.ts';

interface ParameterFieldsProps {
  form: ReturnType<typeof useApiForm<InferenceForm>>;
  route: CallRoute;
}

type NumberName = Exclude<ParameterName, 'system' | 'include_seen'>;

const placeholders: Partial<Record<NumberName, MessageKey<'inference'>>> = {
  dimensions: 'parameter.all',
  max_tokens: 'parameter.whatIsLeft',
  seed: 'parameter.oneForEach',
  stop: 'parameter.none',
};

/** What all rows have in common. */
export function ParameterFields({ form, route }: ParameterFieldsProps) {
  const t = useTranslations('inference');
  const names = parametersOfRoute(route);
  const plain = names.filter((name): name is NumberName => name !== 'system' && name !== 'include_seen');
  return (
    <FormSection title={t('parameter.title')} description={t('parameter.detail')}>
      {names.includes('system') && (
        <Field
          label={t('parameter.system')}
          hint={t('new.optional')}
          help={t('parameter.systemHelp')}
          error={form.errorOf('system')}
        >
          <Textarea {...form.register('system')} rows={3} placeholder={t('parameter.systemPlaceholder')} />
        </Field>
      )}
      <FieldGrid>
        {plain.map((name) => (
          <Field
            key={name}
            label={t(`parameter.label.${name}`)}
            hint={t('new.optional')}
            help={helpOf(t, name, route)}
            error={form.errorOf(name)}
          >
            <Input
              {...form.register(name)}
              {...(name === 'stop' ? {} : { inputMode: 'decimal' as const })}
              autoComplete="off"
              placeholder={placeholderOf(t, name)}
            />
          </Field>
        ))}
      </FieldGrid>
      {names.includes('include_seen') && (
        <Checkbox
          label={t('parameter.includeSeen')}
          help={t('parameter.includeSeenHelp')}
          checked={form.watch('include_seen')}
          onCheckedChange={(checked) => form.setValue('include_seen', checked)}
        />
      )}
    </FormSection>
  );
}

function placeholderOf(t: Translate<'inference'>, name: NumberName): string {
  const key = placeholders[name];
  return key === undefined ? '1' : t(key);
}

function helpOf(t: Translate<'inference'>, name: NumberName, route: CallRoute): string {
  if (name !== 'top_k') return t(`parameter.help.${name}`);
  return t(route === '/v1/recommendations' ? 'parameter.topItems' : 'parameter.topLabels');
}
