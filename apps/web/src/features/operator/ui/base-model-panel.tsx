'use client';

import { Boxes, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Fragment, useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatBytes, formatCount, formatShortCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { showToast } from '../../../ui/toast.ts';
import type { SharedBaseModelView } from '../../base-model/server/shared-base-models.ts';
import { BaseModelStatus } from '../../base-model/ui/base-model-status.tsx';
import { kindWords, originWords } from '../../base-model/ui/base-model-words.ts';
import { DeleteBaseModel } from '../../base-model/ui/delete-base-model.tsx';

const ImportDialog = dialogOnUse(async () => (await import('../../base-model/ui/import-dialog.tsx')).ImportDialog);

const path = '/api/operator/base-models';

/** The checkpoints that every organization may tune and call. */
export function BaseModelPanel({ models }: { models: readonly SharedBaseModelView[] }) {
  const t = useTranslations('operator');
  const router = useRouter();
  const [isImportOpen, setImportOpen] = useState(false);
  const [deleted, setDeleted] = useState<SharedBaseModelView | null>(null);
  const importButton = (
    <Button size="small" icon={<Icon of={Plus} />} onClick={() => setImportOpen(true)}>
      {t('baseModels.import')}
    </Button>
  );
  return (
    <Panel
      title={t('baseModels.title')}
      description={t('baseModels.about')}
      aside={models.length > 0 && importButton}
      isFlush
    >
      <DataTable
        sortParam="sort-bases"
        label={t('baseModels.title')}
        columns={columnsOf(t, setDeleted)}
        rows={models}
        idOf={({ id }) => id}
        empty={
          <EmptyState icon={<Icon of={Boxes} />} title={t('baseModels.empty.title')} actions={importButton}>
            {t('baseModels.empty.text')}
          </EmptyState>
        }
      />
      {isImportOpen && (
        <ImportDialog
          path={path}
          kinds={['folder', 'hub']}
          archive={null}
          reach={t('baseModels.reach')}
          onClose={() => setImportOpen(false)}
          onMade={({ name }) => {
            setImportOpen(false);
            showToast({ title: t('baseModels.importing', { name }), detail: t('baseModels.importingDetail') });
            router.refresh();
          }}
        />
      )}
      {deleted !== null && (
        <DeleteBaseModel
          path={`${path}/${deleted.id}`}
          model={deleted}
          whose={t('baseModels.whose')}
          isOpen
          onOpenChange={() => setDeleted(null)}
          onDeleted={() => router.refresh()}
        />
      )}
    </Panel>
  );
}

function columnsOf(
  t: Translate<'operator'>,
  onDelete: (model: SharedBaseModelView) => void,
): Column<SharedBaseModelView>[] {
  return [
    {
      id: 'model',
      header: t('baseModels.model'),
      place: 'lead',
      cell: ({ name, facts }) => (
        <span className="[overflow-wrap:anywhere]">
          {name}
          {facts !== null && <small className="[overflow-wrap:break-word] max-md:block!">{facts.architecture}</small>}
        </span>
      ),
      sortBy: ({ name }) => name,
    },
    {
      id: 'state',
      header: t('state'),
      cell: (model) => (
        <>
          <BaseModelStatus model={model} />
          {model.reason !== null && (
            <small className="max-w-96 text-pretty whitespace-normal [overflow-wrap:anywhere]">{model.reason}</small>
          )}
        </>
      ),
      sortBy: ({ status }) => status,
    },
    {
      id: 'source',
      header: t('baseModels.source'),
      cell: ({ source, origin }) => (
        <span className="[overflow-wrap:break-word]">
          {source?.kind === 'folder' ? <FolderPath path={source.path} /> : originWords(origin)}
        </span>
      ),
    },
    {
      id: 'kind',
      header: t('baseModels.for'),
      isEmpty: ({ facts }) => facts === null,
      cell: ({ facts }) => facts && <span className="whitespace-nowrap">{kindWords[facts.kind]}</span>,
    },
    {
      id: 'parameters',
      header: t('baseModels.parameters'),
      isNumber: true,
      isEmpty: ({ facts }) => facts === null,
      cell: ({ facts }) =>
        facts && <span title={formatCount(facts.parameters)}>{formatShortCount(facts.parameters)}</span>,
      sortBy: ({ facts }) => facts?.parameters ?? null,
    },
    {
      id: 'licence',
      header: t('baseModels.licence'),
      place: 'rest',
      isEmpty: ({ facts }) => facts === null,
      cell: ({ facts }) => <span className="whitespace-nowrap">{facts?.licence ?? t('baseModels.unstated')}</span>,
    },
    {
      id: 'size',
      header: t('baseModels.size'),
      isNumber: true,
      isEmpty: ({ sizeBytes }) => sizeBytes === 0,
      cell: ({ sizeBytes }) => formatBytes(sizeBytes),
      sortBy: ({ sizeBytes }) => sizeBytes,
    },
    {
      id: 'created',
      header: t('created'),
      isNumber: true,
      place: 'main',
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
      sortBy: ({ createdAt }) => createdAt,
    },
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: (model) => (
        <Button
          size="small"
          variant="danger"
          aria-label={t('baseModels.deleteName', { name: model.name })}
          onClick={() => onDelete(model)}
        >
          {t('baseModels.delete')}
        </Button>
      ),
    },
  ];
}

/** Broken behind its slashes only. */
function FolderPath({ path }: { path: string }) {
  return (
    <code>
      {path.split('/').map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one path keep their order
        <Fragment key={index}>
          {index > 0 && '/'}
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </code>
  );
}
