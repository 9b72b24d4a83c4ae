'use client';

import { taskNames } from '@modelmint/domain/task';
import { Ellipsis, FileText, RefreshCw, Upload } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatBytes, formatDuration } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Menu, type MenuEntry } from '../../../ui/menu.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
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
  const [open, setOpen] = useState<'delete' | 'read' | null>(null);
  const home = `/projects/${projectId}`;
  const { id, name, task, fileName, sizeBytes, status, versionNumber } = dataset;
  const isSettled = status === 'READY' || status === 'INVALID';
  const entries: MenuEntry[] = [
    { kind: 'link', label: 'Upload another file', icon: <Icon of={Upload} />, href: `${home}/data/new` },
    { kind: 'line' },
    { kind: 'action', label: 'Delete data set', isDanger: true, onSelect: () => setOpen('delete') },
  ];
  return (
    <>
      <PageHeader
        title={name}
        badge={<DatasetStatus dataset={dataset} isBadge />}
        facts={[
          ...(task === null ? [] : [<span key="task">{taskNames[task]}</span>]),
          <>
            <Icon of={FileText} />
            <span className="[overflow-wrap:anywhere]">{fileName}</span>
            <span className="whitespace-nowrap">{formatBytes(sizeBytes)}</span>
          </>,
          <Checked key="checked" dataset={dataset} />,
          <CopyId key="id" id={id} what="data set id" />,
        ]}
        actions={
          canWrite && (
            <>
              {isSettled && (
                <Button icon={<Icon of={RefreshCw} />} onClick={() => setOpen('read')}>
                  New version
                </Button>
              )}
              <span className="flex-none!">
                <Menu
                  trigger={
                    <IconButton variant="secondary" label={`More actions for ${name}`} icon={<Icon of={Ellipsis} />} />
                  }
                  entries={entries}
                />
              </span>
            </>
          )
        }
        primary={
          status === 'READY' &&
          canTrain && (
            <LinkButton variant="primary" href={`${home}/fine-tuning/new?dataset=${id}`}>
              Fine-tune on v{versionNumber}
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
  const [newest] = dataset.versions;
  const version = `version ${dataset.versionNumber}`;
  if (newest?.finishedAt == null) return <span>{version}</span>;
  const took = newest.finishedAt.getTime() - newest.createdAt.getTime();
  return (
    <span>
      {version}, checked in {formatDuration(took)}, <RelativeTime at={newest.finishedAt} />
    </span>
  );
}
