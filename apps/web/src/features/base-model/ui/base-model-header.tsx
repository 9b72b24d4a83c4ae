'use client';

import { Ellipsis, SlidersHorizontal } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { useIsSupport } from '../../../ui/support-view.tsx';
import type { BaseModelDetail } from '../server/get-base-model.ts';
import { BaseModelStatus } from './base-model-status.tsx';
import { kindWords } from './base-model-words.ts';
import { DeleteBaseModel } from './delete-base-model.tsx';

interface BaseModelHeaderProps {
  projectId: string;
  model: BaseModelDetail;
  canWrite: boolean;
}

export function BaseModelHeader({ projectId, model, canWrite }: BaseModelHeaderProps) {
  const t = useTranslations('baseModel');
  const router = useRouter();
  const isSupport = useIsSupport();
  const [isDeleteOpen, setDeleteOpen] = useState(false);
  const home = `/projects/${projectId}`;
  const { name, facts, isShared } = model;
  const isReady = model.status === 'READY';
  const canDelete = canWrite && !isShared && !isSupport;
  const canTrain = isReady && model.trainingMicros !== null;
  return (
    <>
      <PageHeader
        title={name}
        badge={<BaseModelStatus model={model} isBadge />}
        facts={[
          ...(facts === null ? [] : [kindWords[facts.kind]]),
          <CopyId key="name" id={name} what={t('header.name')} />,
          ...(isShared ? [<Chip key="shared">{t('list.shared')}</Chip>] : []),
        ]}
        actions={
          <>
            {canWrite && isReady && model.callingMicros !== null && (
              <LinkButton href={`${home}/playground?model=${encodeURIComponent(name)}`}>{t('header.try')}</LinkButton>
            )}
            {canDelete && isReady && (
              <span className="flex-none!">
                <Menu
                  trigger={
                    <IconButton variant="secondary" label={t('header.more', { name })} icon={<Icon of={Ellipsis} />} />
                  }
                  entries={[
                    {
                      kind: 'action',
                      label: t('delete.action'),
                      isDanger: true,
                      onSelect: () => setDeleteOpen(true),
                    },
                  ]}
                />
              </span>
            )}
            {canDelete && !isReady && (
              <Button variant="danger" onClick={() => setDeleteOpen(true)}>
                {model.status === 'FAILED' ? t('delete.action') : t('delete.stop')}
              </Button>
            )}
          </>
        }
        primary={
          canWrite &&
          canTrain && (
            <LinkButton
              variant="primary"
              icon={<Icon of={SlidersHorizontal} />}
              href={`${home}/fine-tuning/new?model=${encodeURIComponent(name)}`}
            >
              {t('header.tune')}
            </LinkButton>
          )
        }
      />
      <DeleteBaseModel
        path={`/api/projects/${projectId}/base-models/${model.id}`}
        model={model}
        whose={t('delete.callsAndJobs')}
        isOpen={isDeleteOpen}
        onOpenChange={setDeleteOpen}
        onDeleted={() => router.push(`${home}/models?tab=base`)}
      />
    </>
  );
}
