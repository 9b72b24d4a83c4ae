'use client';

import { Box, Database } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatAmount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { useNoDelete } from '../../../ui/support-view.tsx';
import { showToast } from '../../../ui/toast.ts';
import { shortModelName } from '../../model/ui/short-model-name.ts';
import type { EvaluationView } from '../server/evaluation-view.ts';
import { EvaluationStatus } from './evaluation-status.tsx';

interface EvaluationHeaderProps {
  projectId: string;
  evaluation: EvaluationView;
  /** Pages of what it was made from; null when they are gone. */
  modelHref: string | null;
  datasetHref: string | null;
  canWrite: boolean;
}

const quiet = 'underline decoration-line-control underline-offset-3 hover:decoration-current';

export function EvaluationHeader(props: EvaluationHeaderProps) {
  const { projectId, evaluation, modelHref, datasetHref, canWrite } = props;
  const t = useTranslations('evaluation');
  const noDelete = useNoDelete();
  const [open, setOpen] = useState<'cancel' | 'delete' | null>(null);
  const { id, title, model, job, datasetId, datasetName, versionNumber, part } = evaluation;
  const canCancel = canWrite && !job.isOver && job.shown !== 'cancelling' && job.shown !== 'finishing';
  const data = t('data.version', { name: datasetName, number: versionNumber });
  const again = new URLSearchParams({ model, dataset: datasetId, part });
  return (
    <>
      <PageHeader
        title={title}
        badge={<EvaluationStatus job={job} isBadge />}
        facts={[
          <>
            <Icon of={Box} />
            <Place href={modelHref} title={model} name={shortModelName(model)} />
          </>,
          <>
            <Icon of={Database} />
            <Place href={datasetHref} title={data} name={data} />
          </>,
          t(`part.${part}`),
          <CopyId key="id" id={id} what={t('detail.idName')} />,
        ]}
        actions={
          canWrite && (
            <>
              {canCancel && (
                <Button variant="danger" onClick={() => setOpen('cancel')}>
                  {t('detail.cancel')}
                </Button>
              )}
              {job.isOver && (
                <>
                  <Button variant="danger" onClick={() => setOpen('delete')} blockedBecause={noDelete}>
                    {t('detail.delete')}
                  </Button>
                  <LinkButton href={`/projects/${projectId}/evaluations/new?${again}`}>{t('detail.again')}</LinkButton>
                </>
              )}
            </>
          )
        }
      />
      <Dialogs {...{ projectId, evaluation, open }} close={() => setOpen(null)} />
    </>
  );
}

function Place({ href, title, name }: { href: string | null; title: string; name: string }) {
  if (href === null) return <span title={title}>{name}</span>;
  return (
    <Link className={quiet} href={href} title={title}>
      {name}
    </Link>
  );
}

interface DialogsProps {
  projectId: string;
  evaluation: EvaluationView;
  open: 'cancel' | 'delete' | null;
  close: () => void;
}

function Dialogs({ projectId, evaluation, open, close }: DialogsProps) {
  const t = useTranslations('evaluation');
  const router = useRouter();
  const { id, title: name, job } = evaluation;
  const path = `/api/projects/${projectId}/evaluations/${id}`;
  const cancel = async () => {
    const answer = await callApi<Pick<EvaluationView, 'job'>>(`${path}/cancel`, { method: 'POST' });
    const isOver = answer.job.shown === 'cancelled';
    showToast({ title: t(isOver ? 'cancelDialog.done' : 'cancelDialog.going', { name }) });
    router.refresh();
  };
  const remove = async () => {
    await callApi(path, { method: 'DELETE' });
    showToast({ title: t('deleteDialog.done', { name }) });
    router.push(`/projects/${projectId}/evaluations`);
  };
  const onOpenChange = (isOpen: boolean) => {
    if (!isOpen) close();
  };
  return (
    <>
      <ConfirmDialog
        isOpen={open === 'cancel'}
        onOpenChange={onOpenChange}
        title={t('cancelDialog.title', { name })}
        action={t('cancelDialog.action')}
        keep={t('cancelDialog.keep')}
        onConfirm={cancel}
      >
        <p>{t('cancelDialog.text', { amount: formatAmount(job.chargedMicros) })}</p>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={open === 'delete'}
        onOpenChange={onOpenChange}
        title={t('deleteDialog.title', { name })}
        action={t('deleteDialog.action')}
        keep={t('deleteDialog.keep')}
        typedName={name}
        onConfirm={remove}
      >
        <p>{t('deleteDialog.text')}</p>
      </ConfirmDialog>
    </>
  );
}
