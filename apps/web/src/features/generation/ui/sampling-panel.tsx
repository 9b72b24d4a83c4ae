'use client';

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
  const bind = (name: keyof SamplingForm) => ({
    value: form[name],
    onChange: (event: { target: { value: string } }) => onChange({ ...form, [name]: event.target.value }),
    autoComplete: 'off',
  });
  const isSuggested = Object.entries(suggested).every(([name, value]) => form[name as keyof SamplingForm] === value);
  return (
    <Panel
      title="Settings"
      aside={
        !isSuggested && (
          <Button size="small" variant="ghost" onClick={() => onChange(suggested)}>
            Reset to suggested
          </Button>
        )
      }
    >
      <div className="grid gap-4">
        <Field
          label="Temperature"
          help="0 always takes the likeliest word, 1 draws as the model learned."
          error={problems.temperature}
        >
          <Input {...bind('temperature')} inputMode="decimal" />
        </Field>
        <Field
          label="Top-p"
          help="Draws among the likeliest words with this share. 1 leaves none out."
          error={problems.topP}
        >
          <Input {...bind('topP')} inputMode="decimal" />
        </Field>
        <Field
          label="Max tokens"
          help="Where an answer is cut. Empty: 4,096, or what the context leaves."
          error={problems.maxTokens}
        >
          <Input {...bind('maxTokens')} inputMode="numeric" unit="tokens" />
        </Field>
        <Field
          label="Stop"
          hint="optional"
          help={
            <>
              Ends the answer before these words, one on each line. <code>\n</code> is a line break.
            </>
          }
          error={problems.stop}
        >
          <Textarea {...bind('stop')} rows={2} spellCheck={false} />
        </Field>
        <Field label="Seed" hint="optional" help="The same seed gives the same answer." error={problems.seed}>
          <Input {...bind('seed')} inputMode="numeric" />
        </Field>
      </div>
    </Panel>
  );
}
