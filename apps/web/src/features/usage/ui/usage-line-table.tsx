'use client';

import { BarChart3 } from 'lucide-react';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatCount, formatShares } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { formatMicros } from './format-micros.ts';
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
}

const meterWords: Record<string, string> = { training: 'Training', inference: 'Inference' };
const eventWords: Record<string, string> = { training: 'job', inference: 'request' };

/** What was used, line by line; the lines add up to the total to the micro-dollar. */
export function UsageLineTable({ lines, hasProjects }: { lines: readonly UsageLine[]; hasProjects: boolean }) {
  const shares = formatShares(lines.map((line) => line.amountMicros));
  const rows = lines.map((line, index) => ({ ...line, share: shares[index] ?? '' }));
  const total = totalOf(lines);
  return (
    <Panel title="By model and key" isFlush>
      <DataTable
        label="Usage by model and key"
        columns={hasProjects ? columns : columns.filter(({ id }) => id !== 'project')}
        rows={rows}
        idOf={(line) => line.id}
        sortedBy={{ id: 'amount', desc: true }}
        total={{
          model: 'Total',
          tokens: formatCount(total.tokens),
          share: total.amountMicros > 0n ? '100.0%' : '0.0%',
          amount: formatMicros(total.amountMicros),
        }}
        empty={
          <EmptyState icon={<Icon of={BarChart3} />} title="No usage in these days">
            Choose other days, fine-tune a model or call one: each is counted within seconds.
          </EmptyState>
        }
      />
    </Panel>
  );
}

const columns: Column<UsageLine & { share: string }>[] = [
  {
    id: 'model',
    header: 'Model',
    place: 'lead',
    cell: (line) => <code>{line.modelName ?? line.baseModel}</code>,
    sortBy: (line) => line.modelName ?? line.baseModel,
  },
  {
    id: 'project',
    header: 'Project',
    place: 'plain',
    cell: (line) => line.projectName,
    sortBy: (line) => line.projectName,
  },
  { id: 'meter', header: 'Meter', cell: (line) => meterWords[line.meter] ?? line.meter, sortBy: (line) => line.meter },
  {
    id: 'key',
    header: 'API key',
    place: 'plain',
    cell: (line) => line.keyName,
    isEmpty: (line) => line.keyName === null,
    sortBy: (line) => line.keyName,
  },
  {
    id: 'events',
    header: 'Jobs, requests',
    isNumber: true,
    cell: (line) => `${formatCount(line.events)} ${eventWords[line.meter] ?? 'event'}${line.events === 1 ? '' : 's'}`,
    sortBy: (line) => line.events,
  },
  {
    id: 'tokens',
    header: 'Tokens',
    isNumber: true,
    cell: (line) => formatCount(line.tokens),
    sortBy: (line) => line.tokens,
  },
  { id: 'share', header: 'Share', isNumber: true, cell: (line) => line.share },
  {
    id: 'amount',
    header: 'Amount',
    isNumber: true,
    place: 'main',
    cell: (line) => formatMicros(line.amountMicros),
    sortBy: (line) => line.amountMicros,
  },
];
