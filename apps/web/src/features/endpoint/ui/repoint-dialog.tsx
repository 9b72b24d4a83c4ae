'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { useAction } from '../../../ui/use-action.ts';
import type { ModelView } from '../../model/server/model-view.ts';
import type { EndpointView } from '../server/endpoint-view.ts';
import { factsOf, ModelSelect } from './model-select.tsx';

interface RepointDialogProps {
  projectId: string;
  endpoint: EndpointView;
  models: readonly ModelView[];
  onClose: () => void;
}

/** Points an endpoint at another model; the toast offers the way back. */
export function RepointDialog({ projectId, endpoint, models, onClose }: RepointDialogProps) {
  const router = useRouter();
  const [modelId, setModelId] = useState(models.find((one) => one.id !== endpoint.model.id)?.id ?? null);
  const chosen = models.find((one) => one.id === modelId);
  const point = async (id: string) => {
    const path = `/api/projects/${projectId}/endpoints/${endpoint.id}`;
    await callApi(path, { method: 'PATCH', body: { modelId: id } });
    router.refresh();
  };
  const { run, isBusy, problem } = useAction(async () => {
    if (modelId === null) return;
    await point(modelId);
    const undo = () => {
      point(endpoint.model.id).then(
        () => showToast({ title: `${endpoint.name} points at its former model again` }),
        (error: Error) => showToast({ tone: 'danger', title: 'The model was not changed back', detail: error.message }),
      );
    };
    showToast({ title: `${endpoint.name} points at another model`, detail: 'The next call goes to it.', undo });
    onClose();
  });
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={`Change the model of ${endpoint.name}`}
      foot={
        <>
          <Button onClick={onClose}>Keep model</Button>
          <Button variant="primary" isBusy={isBusy} onClick={run}>
            Change model
          </Button>
        </>
      }
    >
      <p className="text-pretty text-fg-2">
        Clients need no change: they go on calling <code className="text-fg">{endpoint.name}</code>. Calls that are
        running end on the present model, the next one goes to the new.
      </p>
      <Field label="New model" help={chosen ? `${factsOf(chosen)}.` : undefined}>
        <ModelSelect
          models={models}
          value={modelId}
          onValueChange={setModelId}
          blocked={{ modelId: endpoint.model.id, because: 'It points here now' }}
        />
      </Field>
      <FormProblem problem={problem} />
    </Dialog>
  );
}
