'use client';

import { Box, Database, Download } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { DownloadButton } from '../../../ui/download-button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { useIsSupport } from '../../../ui/support-view.tsx';
import { shortModelName } from '../../model/ui/short-model-name.ts';
import type { NamedInference } from '../server/name-files.ts';
import { CancelInference } from './cancel-inference.tsx';
import { InferenceStatus } from './inference-status.tsx';
import { routeNames } from './route-names.ts';

interface InferenceHeaderProps {
  projectId: string;
  job: NamedInference;
  /** The page of the model; null when it is no model of the project, or was deleted. */
  modelHref: string | null;
  canWrite: boolean;
}

const quiet = 'underline decoration-line-control underline-offset-3 hover:decoration-current';

export function InferenceHeader({ projectId, job, modelHref, canWrite }: InferenceHeaderProps) {
  const t = useTranslations('inference');
  const isSupport = useIsSupport();
  const [isCancelOpen, setCancelOpen] = useState(false);
  const { isOver, shown, model, inputFile, outputFileId, errorFileId } = job;
  const canCancel = canWrite && !isOver && shown !== 'cancelling' && shown !== 'finishing';
  const hasResults = isOver && (outputFileId !== null || errorFileId !== null);
  const again = `/projects/${projectId}/inference/new?from=${job.id}`;
  return (
    <>
      <PageHeader
        title={job.title}
        badge={<InferenceStatus job={job} isBadge />}
        facts={[
          <>
            <Icon of={Box} />
            {modelHref === null || model === null ? (
              <span title={model ?? undefined}>
                {model === null ? t('header.modelOfLines') : shortModelName(model)}
              </span>
            ) : (
              <Link className={quiet} href={modelHref} title={model}>
                {shortModelName(model)}
              </Link>
            )}
          </>,
          <>
            <Icon of={Database} />
            {inputFile === null ? (
              <span>{job.inputFileId}</span>
            ) : inputFile.isDeleted || isSupport ? (
              <span>{inputFile.isDeleted ? t('header.deletedSince', { name: inputFile.name }) : inputFile.name}</span>
            ) : (
              <a
                className={quiet}
                href={`/api/projects/${projectId}/files/${job.inputFileId}/content`}
                download
                title={t('header.downloadRows')}
              >
                {inputFile.name}
              </a>
            )}
          </>,
          t(routeNames[job.route]),
          <CopyId key="id" id={job.id} what={t('header.jobId')} />,
        ]}
        actions={
          <>
            {canCancel && (
              <Button variant="danger" onClick={() => setCancelOpen(true)}>
                {t('cancel.action')}
              </Button>
            )}
            {isOver && canWrite && <LinkButton href={again}>{t('header.again')}</LinkButton>}
            {hasResults && (
              <DownloadButton href={`/api/projects/${projectId}/inference/${job.id}/download?format=csv`}>
                CSV
              </DownloadButton>
            )}
          </>
        }
        primary={
          hasResults && (
            <DownloadButton
              variant="primary"
              href={`/api/projects/${projectId}/inference/${job.id}/download?format=jsonl`}
              icon={<Icon of={Download} />}
            >
              {t('header.download')}
            </DownloadButton>
          )
        }
      />
      <CancelInference projectId={projectId} job={job} isOpen={isCancelOpen} onOpenChange={setCancelOpen} />
    </>
  );
}
