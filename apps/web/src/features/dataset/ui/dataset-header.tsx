'use client';

import { Ellipsis, FileText, RefreshCw, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatBytes, formatDuration } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import type { MenuEntry } from '../../../ui/menu-entry.ts';
import { PageHeader } from '../../../ui/page-header.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { useIsSupport } from '../../../ui/support-view.tsx';
import { taskName } from '../../../ui/task-name.ts';
import type { DatasetDetail } from '../server/get-dataset.ts';
import { DatasetStatus } from './dataset-status.tsx';
import { DeleteDataset } from './delete-dataset.tsx';
import { ReadAnew } from './read-anew.tsx';

interface DatasetHeaderProps {
  projectId: string;
  dataset: DatasetDetail;
  canWrite: boolean;
  canTrain: boolean;
}

export function DatasetHeader({ projectId, dataset, canWrite, canTrain }: DatasetHeaderProps) {
  const t = useTranslations('dataset');
  const isSupport = useIsSupport();
  const [open, setOpen] = useState<'delete' | 'read' | null>(null);
  const home = `/projects/${projectId}`;
  const { id, name, task, fileName, sizeBytes, status, versionNumber, newestNumber } = dataset;
  const isSettled = status === 'READY' || status === 'INVALID';
  const entries: MenuEntry[] = [
    { kind: 'link', label: t('header.uploadAnother'), icon: <Icon of={Upload} />, href: `${home}/data/new` },
    ...(isSupport
      ? []
      : ([
          { kind: 'line' },
          { kind: 'action', label: t('header.delete'), isDanger: true, onSelect: () => setOpen('delete') },
        ] as const)),
  ];
  return (
    <>
      <PageHeader
        title={name}
        badge={<DatasetStatus dataset={dataset} isBadge />}
        facts={[
          ...(task === null ? [] : [<span key="task">{taskName(task)}</span>]),
          <>
            <Icon of={FileText} />
            <span className="[overflow-wrap:anywhere]">{fileName}</span>
            <span className="whitespace-nowrap">{formatBytes(sizeBytes)}</span>
          </>,
          <Checked key="checked" dataset={dataset} />,
          <CopyId key="id" id={id} what={t('header.id')} />,
        ]}
        actions={
          canWrite && (
            <>
              {isSettled && versionNumber === newestNumber && (
                <Button icon={<Icon of={RefreshCw} />} onClick={() => setOpen('read')}>
                  {t('header.newVersion')}
                </Button>
              )}
              <span className="flex-none!">
                <Menu
                  trigger={
                    <IconButton variant="secondary" label={t('header.more', { name })} icon={<Icon of={Ellipsis} />} />
                  }
                  entries={entries}
                />
              </span>
            </>
          )
        }
        primary={
          status === 'READY' &&
          versionNumber === newestNumber &&
          canTrain && (
            <LinkButton variant="primary" href={`${home}/fine-tuning/new?dataset=${id}`}>
              {t('header.train', { number: versionNumber })}
            </LinkButton>
          )
        }
      />
      {open === 'read' && <ReadAnew projectId={projectId} dataset={dataset} onClose={() => setOpen(null)} />}
      <DeleteDataset
        projectId={projectId}
        dataset={dataset}
        isOpen={open === 'delete'}
        onOpenChange={(isOpen) => setOpen(isOpen ? 'delete' : null)}
      />
    </>
  );
}

function Checked({ dataset }: { dataset: DatasetDetail }) {
  const t = useTranslations('dataset');
  const { versionNumber: number, versions } = dataset;
  const { finishedAt = null, createdAt } = versions.find((version) => version.number === number) ?? {};
  if (finishedAt === null || createdAt === undefined) return <span>{t('header.version', { number })}</span>;
  const took = formatDuration(finishedAt.getTime() - createdAt.getTime());
  return <span>{t.rich('header.checked', { number, took, when: () => <RelativeTime at={finishedAt} /> })}</span>;
}
