'use client';

import Link from 'next/link';
import { Field } from '../../../ui/field.tsx';
import { FormSection } from '../../../ui/form-section.tsx';
import { Select } from '../../../ui/select.tsx';
import type { useApiForm } from '../../../ui/use-api-form.ts';
import { shortModelName } from '../../model/ui/short-model-name.ts';
import type { PlaygroundTarget } from '../../playground/ui/playground-target.ts';
import type { InferenceForm } from './inference-form.ts';
import { routeOfTarget } from './new-inference-props.ts';
import { routeNames } from './route-names.ts';

interface ModelSectionProps {
  projectId: string;
  form: ReturnType<typeof useApiForm<InferenceForm>>;
  targets: readonly PlaygroundTarget[];
  target: PlaygroundTarget | undefined;
  onModel: (name: string) => void;
}

const kinds: Record<PlaygroundTarget['kind'], string> = { endpoint: 'Endpoint', model: 'Model', base: 'Base model' };

export function ModelSection({ projectId, form, targets, target, onModel }: ModelSectionProps) {
  return (
    <FormSection title="Model" description="An endpoint counts as the model that it points at now.">
      <Field
        label="Model or endpoint"
        error={form.errorOf('model')}
        help={
          target === undefined ? undefined : (
            <>
              {routeNames[routeOfTarget(target)]}, by <code>POST {routeOfTarget(target)}</code>.{' '}
              <Link
                className="link"
                href={`/projects/${projectId}/playground?model=${encodeURIComponent(target.name)}`}
              >
                Try one row
              </Link>
            </>
          )
        }
      >
        <Select
          options={targets.map((one) => ({
            value: one.name,
            label: one.kind === 'model' ? shortModelName(one.name) : one.name,
            detail: `${kinds[one.kind]}, ${routeNames[routeOfTarget(one)].toLowerCase()}`,
          }))}
          value={target?.name ?? null}
          onValueChange={onModel}
        />
      </Field>
    </FormSection>
  );
}
