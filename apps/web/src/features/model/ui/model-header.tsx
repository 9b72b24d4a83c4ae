'use client';

import { Box, Download, Ellipsis } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CopyId } from '../../../ui/copy-id.tsx';
import { DownloadButton } from '../../../ui/download-button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import type { MenuEntry } from '../../../ui/menu-entry.ts';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Status } from '../../../ui/status.tsx';
import { useIsSupport } from '../../../ui/support-view.tsx';
import { taskName } from '../../../ui/task-name.ts';
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
  const t = useTranslations('model');
  const isSupport = useIsSupport();
  const [isDeleteOpen, setDeleteOpen] = useState(false);
  const home = `/projects/${projectId}`;
  const download = `/api/projects/${projectId}/models/${model.id}/download`;
  const entries: MenuEntry[] = [
    ...(model.isAdapter && canWrite && !isSupport
      ? [
          {
            ...{ kind: 'link' as const, label: t('header.merged'), detail: t('header.withBase') },
            ...{ href: `${download}?format=merged`, download: true },
          },
        ]
      : []),
    ...(hasTfjs && !isSupport
      ? [
          {
            ...{ kind: 'link' as const, label: t('header.tfjs'), detail: 'TensorFlow.js' },
            ...{ href: `${download}?format=tfjs`, download: true },
          },
        ]
      : []),
    ...(canWrite
      ? [
          {
            ...{ kind: 'link' as const, label: t('header.answer') },
            href: `${home}/inference/new?model=${encodeURIComponent(model.name)}`,
          },
          ...(model.task === 'recommendation'
            ? []
            : [
                {
                  ...{ kind: 'link' as const, label: t('header.evaluate') },
                  href: `${home}/evaluations/new?model=${encodeURIComponent(model.name)}`,
                },
              ]),
        ]
      : []),
    { kind: 'link', label: t('header.job'), href: `${home}/fine-tuning/${model.job.id}` },
    { kind: 'link', label: t('header.dataset'), href: `${home}/data/${model.dataset.id}` },
    ...(canWrite && !isSupport
      ? [
          { kind: 'line' as const },
          { kind: 'action' as const, label: t('header.delete'), isDanger: true, onSelect: () => setDeleteOpen(true) },
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
          taskName(model.task),
          <CopyId key="name" id={model.name} what={t('header.name')} />,
        ]}
        actions={
          <>
            <DownloadButton href={download} icon={<Icon of={Download} />}>
              {t('header.download')}
            </DownloadButton>
            {canWrite && (
              <LinkButton href={`${home}/playground?model=${encodeURIComponent(model.name)}`}>
                {t('header.try')}
              </LinkButton>
            )}
            <span className="flex-none!">
              <Menu
                trigger={
                  <IconButton
                    variant="secondary"
                    label={t('header.more', { name: shortModelName(model.name) })}
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
