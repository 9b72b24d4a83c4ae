'use client';

import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { Task } from '@modelmint/domain/task';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount, formatQuantity } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';

interface Check {
  name: string;
  found: number;
  done: string;
}

const columns: Column<Check>[] = [
  { id: 'check', header: 'Check', place: 'lead', cell: ({ name }) => name },
  { id: 'found', header: 'Found', isNumber: true, place: 'main', cell: ({ found }) => formatCount(found) },
  { id: 'done', header: 'What was done', place: 'wide', cell: ({ done }) => <span className="text-fg-2">{done}</span> },
];

const words: Record<Exclude<Task, 'recommendation'>, { what: string; other: string; where: string }> = {
  'text-classification': { what: 'text', other: 'label', where: 'text' },
  'text-generation': { what: 'prompt', other: 'answer', where: 'prompt' },
  'image-classification': { what: 'image', other: 'label', where: 'image' },
  tabular: { what: 'values', other: 'target', where: 'row' },
};

export function DuplicatesPanel({ report }: { report: DatasetReport }) {
  const rows = report.task === 'recommendation' ? pairChecks(report) : rowChecks(report, words[report.task]);
  return (
    <Panel title="Duplicates" isFlush>
      <DataTable label="Duplicates" columns={columns} rows={rows} idOf={({ name }) => name} empty={null} />
    </Panel>
  );
}

/** One user and one item count once. */
function pairChecks({ ratings }: DatasetReport): Check[] {
  const replaced = ratings?.replaced ?? 0;
  return [
    {
      name: 'Same user and item',
      found: replaced,
      done: replaced === 0 ? 'nothing' : 'the last row counts',
    },
  ];
}

function rowChecks(report: DatasetReport, { what, other, where }: (typeof words)['tabular']): Check[] {
  const { duplicatesExact, duplicatesConflicting, duplicatesAcrossSplits } = report;
  return [
    {
      name: 'Exact copies',
      found: duplicatesExact,
      done: duplicatesExact === 0 ? 'nothing' : 'kept: repeating a row weights it',
    },
    {
      name: `Same ${what}, other ${other}`,
      found: duplicatesConflicting,
      done: duplicatesConflicting === 0 ? 'nothing' : `kept: decide on one ${other} in your file`,
    },
    {
      name: 'Copies across the split',
      found: duplicatesAcrossSplits,
      done:
        duplicatesAcrossSplits === 0
          ? 'nothing'
          : `${formatQuantity(duplicatesAcrossSplits, 'row')} moved, so that no ${where} is on both sides`,
    },
  ];
}
