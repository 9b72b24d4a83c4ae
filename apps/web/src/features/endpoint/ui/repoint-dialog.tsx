'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { showFailure } from '../../../ui/show-failure.ts';
import { showToast } from '../../../ui/toast.ts';
import { useAction } from '../../../ui/use-action.ts';
import type { ModelView } from '../../model/server/model-view.ts';
import type { EndpointView } from '../server/endpoint-view.ts';
import { factsOf, ModelSelect } from './model-select.tsx';
import { hasOtherTask, RepointWarnings } from './repoint-warnings.tsx';

interface RepointDialogProps {
  projectId: string;
  endpoint: EndpointView;
  models: readonly ModelView[];
  onClose: () => void;
}

/** Points an endpoint at another model, after a warning where clients would notice; the toast offers the way back. */
export function RepointDialog({ projectId, endpoint, models, onClose }: RepointDialogProps) {
  const t = useTranslations('endpoint');
  const router = useRouter();
  const boxId = useId();
  const [modelId, setModelId] = useState(suggest(endpoint, models));
  const [isAccepted, setAccepted] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const chosen = models.find((one) => one.id === modelId);
  const needsAccept = chosen !== undefined && hasOtherTask({ endpoint, chosen });
  const { name } = endpoint;
  const point = async (to: string, from: string) => {
    const path = `/api/projects/${projectId}/endpoints/${endpoint.id}`;
    await callApi(path, { method: 'PATCH', body: { modelId: to, from, acceptsOtherTask: needsAccept } });
    router.refresh();
  };
  const { run, isBusy, problem } = useAction(async () => {
    if (modelId === null) return;
    if (needsAccept && !isAccepted) {
      setAsked(true);
      document.querySelector<HTMLElement>(`[id="${boxId}"] button`)?.focus();
      return;
    }
    await point(modelId, endpoint.model.id);
    const undo = () => {
      point(endpoint.model.id, modelId).then(
        () => showToast({ title: t('repoint.undone', { name }) }),
        (error: unknown) => showFailure(t('repoint.undoFailed'), error),
      );
    };
    showToast({ title: t('repoint.doneTitle', { name }), detail: t('repoint.doneDetail'), undo });
    onClose();
  });
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('repoint.title', { name })}
      foot={
        <>
          <Button onClick={onClose}>{t('repoint.keep')}</Button>
          <Button variant={needsAccept ? 'dangerFill' : 'primary'} isBusy={isBusy} onClick={run}>
            {t('repoint.action')}
          </Button>
        </>
      }
    >
      <p className="text-pretty text-fg-2">
        {t.rich('repoint.intro', { name, code: (chunks) => <code className="text-fg">{chunks}</code> })}
      </p>
      <Field
        label={t('repoint.newModel')}
        help={chosen ? t('newDialog.modelHelp', { facts: factsOf(t, chosen) }) : undefined}
      >
        <ModelSelect
          models={models}
          value={modelId}
          onValueChange={(id) => {
            setModelId(id);
            setAccepted(false);
            setAsked(false);
          }}
          blocked={{ modelId: endpoint.model.id, because: t('repoint.present') }}
        />
      </Field>
      {chosen && <RepointWarnings endpoint={endpoint} chosen={chosen} />}
      {needsAccept && (
        <div id={boxId} className="grid gap-1">
          <Checkbox label={t('repoint.accept')} checked={isAccepted} onCheckedChange={setAccepted} />
          {isAsked && !isAccepted && (
            <p role="alert" className="text-small text-danger">
              {t('repoint.acceptFirst')}
            </p>
          )}
        </div>
      )}
      <FormProblem problem={problem} />
    </Dialog>
  );
}

/** Rather one that does the same. */
function suggest({ model }: EndpointView, models: readonly ModelView[]): string | null {
  const others = models.filter((one) => one.id !== model.id);
  return (others.find((one) => one.task === model.task) ?? others[0])?.id ?? null;
}
