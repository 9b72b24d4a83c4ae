'use client';

import { taskNames } from '@modelmint/domain/task';
import { Box, Download, Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { buttonStyle } from '../../../ui/button-style.ts';
import { CopyId } from '../../../ui/copy-id.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Menu, type MenuEntry } from '../../../ui/menu.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Status } from '../../../ui/status.tsx';
import type { ModelDetail } from '../server/get-model.ts';
import { CreateEndpoint } from './create-endpoint.tsx';
import { DeleteModel } from './delete-model.tsx';
import { shortModelName } from './short-model-name.ts';

interface ModelHeaderProps {
  projectId: string;
  model: ModelDetail;
  /** Browsers can load it. */
  hasTfjs: boolean;
  canWrite: boolean;
}

export function ModelHeader({ projectId, model, hasTfjs, canWrite }: ModelHeaderProps) {
  const [isDeleteOpen, setDeleteOpen] = useState(false);
  const home = `/projects/${projectId}`;
  const download = `/api/projects/${projectId}/models/${model.id}/download`;
  const entries: MenuEntry[] = [
    ...(model.isAdapter && canWrite
      ? [
          {
            ...{ kind: 'link' as const, label: 'Download merged', detail: 'with its base' },
            ...{ href: `${download}?format=merged`, download: true },
          },
        ]
      : []),
    ...(hasTfjs
      ? [
          {
            ...{ kind: 'link' as const, label: 'Download for browsers', detail: 'TensorFlow.js' },
            ...{ href: `${download}?format=tfjs`, download: true },
          },
        ]
      : []),
    ...(canWrite
      ? [
          {
            ...{ kind: 'link' as const, label: 'Answer a file of rows' },
            href: `${home}/inference/new?model=${encodeURIComponent(model.name)}`,
          },
        ]
      : []),
    { kind: 'link', label: 'Open the job', href: `${home}/fine-tuning/${model.job.id}` },
    { kind: 'link', label: 'Open the data set', href: `${home}/data/${model.dataset.id}` },
    ...(canWrite
      ? [
          { kind: 'line' as const },
          { kind: 'action' as const, label: 'Delete model', isDanger: true, onSelect: () => setDeleteOpen(true) },
        ]
      : []),
  ];
  return (
    <>
      <PageHeader
        title={shortModelName(model.name)}
        badge={<Status kind={model.isWarm ? 'warm' : 'cold'} isBadge />}
        facts={[
          <>
            <Icon of={Box} />
            {model.baseModel}
          </>,
          taskNames[model.task],
          <CopyId key="name" id={model.name} what="model name" />,
        ]}
        actions={
          <>
            <a href={download} download className={buttonStyle({ variant: 'secondary' })}>
              <Icon of={Download} />
              <span>Download</span>
            </a>
            {canWrite && (
              <LinkButton href={`${home}/playground?model=${encodeURIComponent(model.name)}`}>Try model</LinkButton>
            )}
            <span className="flex-none!">
              <Menu
                trigger={
                  <IconButton
                    variant="secondary"
                    label={`More actions for ${shortModelName(model.name)}`}
                    icon={<Icon of={Ellipsis} />}
                  />
                }
                entries={entries}
              />
            </span>
          </>
        }
        primary={canWrite && <CreateEndpoint projectId={projectId} model={model} />}
      />
      <DeleteModel projectId={projectId} model={model} isOpen={isDeleteOpen} onOpenChange={setDeleteOpen} />
    </>
  );
}
