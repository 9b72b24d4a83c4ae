'use client';

import { BarChart3 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatCount, formatShares } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { formatMicros } from './format-micros.ts';
import { meterText } from './group-names.ts';
import { totalOf } from './usage-series.ts';

/** Usage of one meter, model and key in the chosen days. */
export interface UsageLine {
  id: string;
  projectName: string;
  meter: string;
  /** null for training, whose model is made by it. */
  modelName: string | null;
  baseModel: string;
  /** null for jobs and for calls from the playground. */
  keyName: string | null;
  tokens: bigint;
  events: number;
  amountMicros: bigint;
  /** Of a row that stands for many small ones. */
  foldedLines?: number;
}

/** What was used, line by line; the lines add up to the total to the micro-dollar. */
export function UsageLineTable({ lines, hasProjects }: { lines: readonly UsageLine[]; hasProjects: boolean }) {
  const t = useTranslations('usage');
  const shares = formatShares(lines.map((line) => line.amountMicros));
  const rows = lines.map((line, index) => ({ ...line, share: shares[index] ?? '' }));
  const total = totalOf(lines);
  return (
    <Panel title={t('lines.title')} isFlush>
      <DataTable
        label={t('lines.label')}
        columns={columnsOf(t).filter(({ id }) => hasProjects || id !== 'project')}
        rows={rows}
        idOf={(line) => line.id}
        sortedBy={{ id: 'amount', desc: true }}
        total={{
          model: t('groups.total'),
          tokens: formatCount(total.tokens),
          share: total.amountMicros > 0n ? '100.0%' : '0.0%',
          amount: formatMicros(total.amountMicros),
        }}
        empty={
          <EmptyState icon={<Icon of={BarChart3} />} title={t('empty')}>
            {t('lines.emptyText')}
          </EmptyState>
        }
      />
    </Panel>
  );
}

function modelText(t: Translate<'usage'>, { modelName, baseModel, foldedLines }: UsageLine): string {
  return foldedLines === undefined ? (modelName ?? baseModel) : t('lines.smaller', { count: foldedLines });
}

const columnsOf = (t: Translate<'usage'>): Column<UsageLine & { share: string }>[] => [
  {
    id: 'model',
    header: t('lines.model'),
    place: 'lead',
    cell: (line) => <code>{modelText(t, line)}</code>,
    sortBy: (line) => line.modelName ?? line.baseModel,
  },
  {
    id: 'project',
    header: t('lines.project'),
    place: 'plain',
    cell: (line) => line.projectName,
    sortBy: (line) => line.projectName,
  },
  { id: 'meter', header: t('lines.meter'), cell: (line) => meterText(t, line.meter), sortBy: (line) => line.meter },
  {
    id: 'key',
    header: t('lines.key'),
    place: 'plain',
    cell: (line) => line.keyName,
    isEmpty: (line) => line.keyName === null,
    sortBy: (line) => line.keyName,
  },
  {
    id: 'events',
    header: t('lines.events'),
    isNumber: true,
    cell: ({ meter, events: count }) =>
      meter === 'training' ? t('lines.job', { count }) : t('lines.request', { count }),
    sortBy: (line) => line.events,
  },
  {
    id: 'tokens',
    header: t('lines.tokens'),
    isNumber: true,
    cell: (line) => formatCount(line.tokens),
    sortBy: (line) => line.tokens,
  },
  { id: 'share', header: t('groups.share'), isNumber: true, cell: (line) => line.share },
  {
    id: 'amount',
    header: t('groups.amount'),
    isNumber: true,
    place: 'main',
    cell: (line) => formatMicros(line.amountMicros),
    sortBy: (line) => line.amountMicros,
  },
];
