'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatBytes, formatCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { useIsSupport } from '../../../ui/support-view.tsx';
import type { ManifestFile } from '../server/read-manifest.ts';

interface ModelFilesProps {
  projectId: string;
  modelId: string;
  files: readonly ManifestFile[];
}

/** What the model is made of, one by one; the button of the page's head takes all of it. */
export function ModelFiles({ projectId, modelId, files }: ModelFilesProps) {
  const t = useTranslations('model');
  const isSupport = useIsSupport();
  const path = `/api/projects/${projectId}/models/${modelId}/files`;
  const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <Panel
      title={t('files.title')}
      description={t('files.about')}
      aside={<span className="tabular-nums">{formatBytes(total)}</span>}
      isFlush
    >
      <DataTable
        sortParam="sort-files"
        label={t('files.label')}
        columns={columnsOf(t, isSupport ? null : path)}
        rows={files}
        idOf={({ name }) => name}
        empty={<p className="px-4 pb-4 text-fg-2">{t('files.none')}</p>}
      />
    </Panel>
  );
}

/** `path`: of what can be saved; null where nothing can. */
function columnsOf(t: Translate<'model'>, path: string | null): Column<ManifestFile>[] {
  return [
    {
      id: 'name',
      header: t('files.file'),
      place: 'lead',
      cell: ({ name, sha256 }) =>
        path === null ? (
          <code className="[overflow-wrap:anywhere]">{name}</code>
        ) : (
          <a
            href={`${path}/${name.split('/').map(encodeURIComponent).join('/')}`}
            download
            title={t('files.download', { sha256 })}
            className="inline-flex items-center gap-2 hover:underline max-md:min-h-10"
          >
            <Icon of={Download} className="text-fg-3" />
            <code className="[overflow-wrap:anywhere]">{name}</code>
          </a>
        ),
      sortBy: ({ name }) => name,
    },
    {
      id: 'size',
      header: t('files.size'),
      isNumber: true,
      place: 'main',
      cell: ({ sizeBytes }) => (
        <span title={t('files.bytes', { count: formatCount(sizeBytes) })}>{formatBytes(sizeBytes)}</span>
      ),
      sortBy: ({ sizeBytes }) => sizeBytes,
    },
  ];
}
