'use client';

import type { CallRoute } from '@modelmint/domain/wire/call-route';
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

const labels: Record<NumberName, { label: string; help: string; placeholder: string }> = {
  top_k: { label: 'Top k', help: 'So many answers of each row are kept, best first.', placeholder: '1' },
  dimensions: { label: 'Dimensions', help: 'Fewer numbers of each embedding. Empty: all.', placeholder: 'all' },
  max_tokens: {
    label: 'Longest answer',
    help: 'Tokens that an answer may have; the hold grows with it.',
    placeholder: 'what the context leaves',
  },
  temperature: { label: 'Temperature', help: '0 takes the likeliest token each time.', placeholder: '1' },
  top_p: { label: 'Top p', help: 'Share of the likeliest tokens that are drawn from.', placeholder: '1' },
  seed: { label: 'Seed', help: 'The same seed draws the same answers.', placeholder: 'one for each job' },
  stop: { label: 'Stop', help: 'An answer ends before this text.', placeholder: 'none' },
};

/** What all rows have in common. */
export function ParameterFields({ form, route }: ParameterFieldsProps) {
  const names = parametersOfRoute(route);
  const plain = names.filter((name): name is NumberName => name !== 'system' && name !== 'include_seen');
  return (
    <FormSection title="Parameters" description="The same for every row.">
      {names.includes('system') && (
        <Field
          label="System message"
          hint="optional"
          help="Stands before every chat that has none of its own."
          error={form.errorOf('system')}
        >
          <Textarea {...form.register('system')} rows={3} placeholder="Answer in one short sentence." />
        </Field>
      )}
      <FieldGrid>
        {plain.map((name) => (
          <Field
            key={name}
            label={labels[name].label}
            hint="optional"
            help={helpOf(name, route)}
            error={form.errorOf(name)}
          >
            <Input
              {...form.register(name)}
              {...(name === 'stop' ? {} : { inputMode: 'decimal' as const })}
              autoComplete="off"
              placeholder={labels[name].placeholder}
            />
          </Field>
        ))}
      </FieldGrid>
      {names.includes('include_seen') && (
        <Checkbox
          label="Also items that a user has"
          help="They are left out else."
          checked={form.watch('include_seen')}
          onCheckedChange={(checked) => form.setValue('include_seen', checked)}
        />
      )}
    </FormSection>
  );
}

function helpOf(name: NumberName, route: CallRoute): string {
  if (name !== 'top_k') return labels[name].help;
  if (route === '/v1/recommendations') return 'So many items are recommended to each user, best first.';
  return 'So many labels of each row are kept with their scores, best first.';
}
