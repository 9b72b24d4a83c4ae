'use client';

import { Download } from 'lucide-react';
import { buttonStyle } from '../../../ui/button-style.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatBytes, formatCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { ManifestFile } from '../server/read-manifest.ts';

interface ModelFilesProps {
  projectId: string;
  modelId: string;
  files: readonly ManifestFile[];
}

/** What the model is made of, one by one; the button of the page's head takes all of it. */
export function ModelFiles({ projectId, modelId, files }: ModelFilesProps) {
  const path = `/api/projects/${projectId}/models/${modelId}/files`;
  const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <Panel
      title="Files"
      description="As other tools read them"
      aside={<span className="tabular-nums">{formatBytes(total)}</span>}
      isFlush
    >
      <DataTable
        label="Files of the model"
        columns={columnsOf(path)}
        rows={files}
        idOf={({ name }) => name}
        empty={<p className="px-4 pb-4 text-fg-2">The model has no files.</p>}
      />
    </Panel>
  );
}

function columnsOf(path: string): Column<ManifestFile>[] {
  return [
    {
      id: 'name',
      header: 'File',
      place: 'lead',
      cell: ({ name, sha256 }) => (
        <code title={`SHA-256 ${sha256}`} className="[overflow-wrap:anywhere]">
          {name}
        </code>
      ),
      sortBy: ({ name }) => name,
    },
    {
      id: 'size',
      header: 'Size',
      isNumber: true,
      place: 'main',
      cell: ({ sizeBytes }) => <span title={`${formatCount(sizeBytes)} bytes`}>{formatBytes(sizeBytes)}</span>,
      sortBy: ({ sizeBytes }) => sizeBytes,
    },
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: ({ name }) => (
        <a
          href={`${path}/${name.split('/').map(encodeURIComponent).join('/')}`}
          download
          aria-label={`Download ${name}`}
          className={buttonStyle({ variant: 'ghost', size: 'small' })}
        >
          <Icon of={Download} />
        </a>
      ),
    },
  ];
}
