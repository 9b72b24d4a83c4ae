'use client';

import { Boxes, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatBytes, formatCount, formatShortCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { showToast } from '../../../ui/toast.tsx';
import type { SharedBaseModelView } from '../../base-model/server/shared-base-models.ts';
import { BaseModelStatus } from '../../base-model/ui/base-model-status.tsx';
import { kindWords, originWords } from '../../base-model/ui/base-model-words.ts';
import { DeleteBaseModel } from '../../base-model/ui/delete-base-model.tsx';
import { ImportDialog } from '../../base-model/ui/import-dialog.tsx';

const path = '/api/operator/base-models';

/** The checkpoints that every organization may tune and call. */
export function BaseModelPanel({ models }: { models: readonly SharedBaseModelView[] }) {
  const router = useRouter();
  const [isImportOpen, setImportOpen] = useState(false);
  const [deleted, setDeleted] = useState<SharedBaseModelView | null>(null);
  const importButton = (
    <Button size="small" icon={<Icon of={Plus} />} onClick={() => setImportOpen(true)}>
      Import for everybody
    </Button>
  );
  return (
    <Panel
      title="Base models of everybody"
      description="Every organization may tune and call them."
      aside={models.length > 0 && importButton}
      isFlush
    >
      <DataTable
        label="Base models of everybody"
        columns={columnsOf(setDeleted)}
        rows={models}
        idOf={({ id }) => id}
        empty={
          <EmptyState icon={<Icon of={Boxes} />} title="No base models yet" actions={importButton}>
            Import a checkpoint in Hugging Face layout from a folder on the worker’s machine, or from the hub.
          </EmptyState>
        }
      />
      {isImportOpen && (
        <ImportDialog
          path={path}
          kinds={['folder', 'hub']}
          archive={null}
          reach="Every organization can use it."
          onClose={() => setImportOpen(false)}
          onMade={({ name }) => {
            setImportOpen(false);
            showToast({ title: `${name} is being imported`, detail: 'It stands in this list.' });
            router.refresh();
          }}
        />
      )}
      {deleted !== null && (
        <DeleteBaseModel
          path={`${path}/${deleted.id}`}
          model={deleted}
          whose="Calls and jobs of every organization"
          isOpen
          onOpenChange={() => setDeleted(null)}
          onDeleted={() => router.refresh()}
        />
      )}
    </Panel>
  );
}

function columnsOf(onDelete: (model: SharedBaseModelView) => void): Column<SharedBaseModelView>[] {
  return [
    {
      id: 'model',
      header: 'Base model',
      place: 'lead',
      cell: ({ name, facts }) => (
        <span className="[overflow-wrap:anywhere]">
          {name}
          {facts !== null && <small className="max-md:block!">{facts.architecture}</small>}
        </span>
      ),
      sortBy: ({ name }) => name,
    },
    {
      id: 'state',
      header: 'State',
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
      header: 'Source',
      cell: ({ source, origin }) => (
        <span className="[overflow-wrap:anywhere]">
          {source?.kind === 'folder' ? <code>{source.path}</code> : originWords(origin)}
        </span>
      ),
    },
    {
      id: 'kind',
      header: 'For',
      isEmpty: ({ facts }) => facts === null,
      cell: ({ facts }) => facts && <span className="whitespace-nowrap">{kindWords[facts.kind]}</span>,
    },
    {
      id: 'parameters',
      header: 'Parameters',
      isNumber: true,
      isEmpty: ({ facts }) => facts === null,
      cell: ({ facts }) =>
        facts && <span title={formatCount(facts.parameters)}>{formatShortCount(facts.parameters)}</span>,
      sortBy: ({ facts }) => facts?.parameters ?? null,
    },
    {
      id: 'licence',
      header: 'Licence',
      place: 'rest',
      isEmpty: ({ facts }) => facts === null,
      cell: ({ facts }) => <span className="whitespace-nowrap">{facts?.licence ?? 'not stated'}</span>,
    },
    {
      id: 'size',
      header: 'Size',
      isNumber: true,
      isEmpty: ({ sizeBytes }) => sizeBytes === 0,
      cell: ({ sizeBytes }) => formatBytes(sizeBytes),
      sortBy: ({ sizeBytes }) => sizeBytes,
    },
    {
      id: 'created',
      header: 'Created',
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
        <Button size="small" variant="danger" aria-label={`Delete ${model.name}`} onClick={() => onDelete(model)}>
          Delete
        </Button>
      ),
    },
  ];
}
