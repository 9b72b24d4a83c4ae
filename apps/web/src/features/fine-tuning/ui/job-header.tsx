'use client';

import { taskNames } from '@modelmint/domain/task';
import { Box, Database, Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Menu, type MenuEntry } from '../../../ui/menu.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import type { ModelView } from '../../model/server/model-view.ts';
import { CreateEndpoint } from '../../model/ui/create-endpoint.tsx';
import type { JobDetail } from '../server/get-job.ts';
import { CancelJob } from './cancel-job.tsx';
import { jobName } from './job-name.ts';
import { JobStatus } from './job-status.tsx';

interface JobHeaderProps {
  projectId: string;
  job: JobDetail;
  /** Null before it is made and after it was deleted. */
  model: ModelView | null;
  checkpoints: number;
  canWrite: boolean;
}

export function JobHeader({ projectId, job, model, checkpoints, canWrite }: JobHeaderProps) {
  const [isCancelOpen, setCancelOpen] = useState(false);
  const home = `/projects/${projectId}`;
  const { dataset } = job;
  const canCancel = canWrite && job.finishedAt === null && !job.isCancelling;
  const isOver = job.finishedAt !== null;
  const again = `${home}/fine-tuning/new?dataset=${dataset.id}&from=${job.id}`;
  const entries: MenuEntry[] = [
    ...(canWrite ? [{ kind: 'link' as const, label: 'Start a job with these settings', href: again }] : []),
    { kind: 'link', label: 'Open the data set', href: `${home}/data/${dataset.id}` },
    ...(model === null ? [] : [{ kind: 'link' as const, label: 'Open the model', href: `${home}/models/${model.id}` }]),
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
              {methodWords(job)}
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
          taskNames[job.task],
          <CopyId key="id" id={job.id} what="job id" />,
        ]}
        actions={
          <>
            {canCancel && (
              <Button variant="danger" onClick={() => setCancelOpen(true)}>
                Cancel job
              </Button>
            )}
            {isOver && canWrite && job.status !== 'SUCCEEDED' && <LinkButton href={again}>Start again</LinkButton>}
            {model !== null && canWrite && (
              <LinkButton href={`${home}/playground?model=${encodeURIComponent(model.name)}`}>Try model</LinkButton>
            )}
            <span className="flex-none!">
              <Menu
                trigger={
                  <IconButton
                    variant="secondary"
                    label={`More actions for ${jobName(job)}`}
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
function methodWords({ spec }: Pick<JobDetail, 'spec'>): string {
  if (spec === null || !('method' in spec)) return '';
  return spec.method.kind === 'lora' ? ', LoRA' : ', full';
}
