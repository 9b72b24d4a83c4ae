'use client';

import { useRouter } from 'next/navigation';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import type { ModelView } from '../../model/server/model-view.ts';
import { checkEndpointName } from './check-endpoint-name.ts';
import { factsOf, ModelSelect } from './model-select.tsx';

interface CreateEndpointDialogProps {
  projectId: string;
  models: readonly ModelView[];
  onClose: () => void;
}

export function CreateEndpointDialog({ projectId, models, onClose }: CreateEndpointDialogProps) {
  const router = useRouter();
  const form = useApiForm<{ name: string; modelId: string }>({
    defaultValues: { name: '', modelId: models[0]?.id ?? '' },
    onSubmit: async ({ name, modelId }) => {
      const made = await callApi<{ id: string }>(`/api/projects/${projectId}/endpoints`, { body: { name, modelId } });
      showToast({ title: `${name} created`, detail: 'It answers from now on.' });
      router.push(`/projects/${projectId}/endpoints/${made.id}`);
    },
  });
  const modelId = form.watch('modelId');
  const chosen = models.find((one) => one.id === modelId);
  return (
    <FormDialog id="create-endpoint" title="Create endpoint" action="Create endpoint" form={form} onClose={onClose}>
      <Field
        label="Name"
        help="Your code sends it as its model. It cannot be changed later; the model behind it can."
        error={form.errorOf('name')}
      >
        <Input
          {...form.register('name', { validate: (name) => checkEndpointName(name) ?? true })}
          placeholder="ticket-router"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
      </Field>
      <Field label="Model" help={chosen ? `${factsOf(chosen)}.` : undefined} error={form.errorOf('modelId')}>
        <ModelSelect models={models} value={modelId} onValueChange={(id) => form.setValue('modelId', id)} />
      </Field>
    </FormDialog>
  );
}
