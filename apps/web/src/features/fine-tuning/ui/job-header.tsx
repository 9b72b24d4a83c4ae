'use client';

import { Box, Database, Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import type { MenuEntry } from '../../../ui/menu-entry.ts';
import { PageHeader } from '../../../ui/page-header.tsx';
import { useIsSupport } from '../../../ui/support-view.tsx';
import { taskName } from '../../../ui/task-name.ts';
import type { ModelView } from '../../model/server/model-view.ts';
import { CreateEndpoint } from '../../model/ui/create-endpoint.tsx';
import type { JobDetail } from '../server/get-job.ts';
import { CancelJob } from './cancel-job.tsx';
import { jobName } from './job-name.ts';
import { JobStatus } from './job-status.tsx';
import { JobTags } from './job-tags.tsx';

interface JobHeaderProps {
  projectId: string;
  job: JobDetail;
  /** Null before it is made and after it was deleted. */
  model: ModelView | null;
  checkpoints: number;
  canWrite: boolean;
}

export function JobHeader({ projectId, job, model, checkpoints, canWrite }: JobHeaderProps) {
  const t = useTranslations('fineTuning');
  const isSupport = useIsSupport();
  const [isCancelOpen, setCancelOpen] = useState(false);
  const home = `/projects/${projectId}`;
  const { dataset } = job;
  const canCancel = canWrite && job.finishedAt === null && !job.isCancelling;
  const isOver = job.finishedAt !== null;
  const again = `${home}/fine-tuning/new?dataset=${dataset.id}&from=${job.id}`;
  const entries: MenuEntry[] = [
    ...(canWrite ? [{ kind: 'link' as const, label: t('header.again'), href: again }] : []),
    { kind: 'link', label: t('header.compare'), href: `${home}/fine-tuning/compare?jobs=${job.id}` },
    ...(job.resultFileId === null || isSupport
      ? []
      : [
          {
            kind: 'link' as const,
            label: t('header.metrics'),
            href: `/api${home}/files/${job.resultFileId}/content`,
            download: true,
          },
        ]),
    { kind: 'link', label: t('header.openData'), href: `${home}/data/${dataset.id}` },
    ...(model === null
      ? []
      : [{ kind: 'link' as const, label: t('header.openModel'), href: `${home}/models/${model.id}` }]),
  ];
  return (
    <>
      <PageHeader
        title={jobName(job)}
        badge={<JobStatus job={job} place={job.queue?.place ?? null} isBadge />}
        facts={[
          <>
            <Icon of={Box} />
            <span>
              {job.baseModelId === null ? (
                job.baseModel
              ) : (
                <Link
                  className="underline decoration-line-control underline-offset-3 hover:decoration-current"
                  href={`${home}/models/base/${job.baseModelId}`}
                >
                  {job.baseModel}
                </Link>
              )}
              {methodWords(t, job)}
            </span>
          </>,
          <>
            <Icon of={Database} />
            <Link
              className="underline decoration-line-control underline-offset-3 hover:decoration-current"
              href={`${home}/data/${dataset.id}`}
            >
              {dataset.name} v{dataset.versionNumber}
            </Link>
          </>,
          taskName(job.task),
          <CopyId key="id" id={job.id} what={t('header.jobId')} />,
          <JobTags key="tags" projectId={projectId} job={job} canWrite={canWrite} />,
        ]}
        actions={
          <>
            {canCancel && (
              <Button variant="danger" onClick={() => setCancelOpen(true)}>
                {t('cancel.action')}
              </Button>
            )}
            {isOver && canWrite && job.status !== 'SUCCEEDED' && (
              <LinkButton href={again}>{t('header.startAgain')}</LinkButton>
            )}
            {model !== null && canWrite && (
              <LinkButton href={`${home}/playground?model=${encodeURIComponent(model.name)}`}>
                {t('header.try')}
              </LinkButton>
            )}
            <span className="flex-none!">
              <Menu
                trigger={
                  <IconButton
                    variant="secondary"
                    label={t('header.more', { name: jobName(job) })}
                    icon={<Icon of={Ellipsis} />}
                  />
                }
                entries={entries}
              />
            </span>
          </>
        }
        primary={model !== null && canWrite && <CreateEndpoint projectId={projectId} model={model} />}
      />
      <CancelJob
        projectId={projectId}
        job={job}
        checkpoints={checkpoints}
        isOpen={isCancelOpen}
        onOpenChange={setCancelOpen}
      />
    </>
  );
}

/** `, LoRA` beside the base; nothing where there is one way only. */
function methodWords(t: Translate<'fineTuning'>, { spec }: Pick<JobDetail, 'spec'>): string {
  if (spec === null || !('method' in spec)) return '';
  return t(spec.method.kind === 'lora' ? 'header.lora' : 'header.full');
}
