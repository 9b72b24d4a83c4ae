'use client';

import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { Task } from '@modelmint/domain/task';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';

interface Split {
  name: string;
  examples: number;
  tokens: number;
}

const meanOf = ({ examples, tokens }: Split): string => (examples === 0 ? '–' : (tokens / examples).toFixed(1));

const columnsOf = (task: Task): Column<Split>[] => [
  { id: 'split', header: 'Split', place: 'lead', cell: ({ name }) => name },
  {
    id: 'examples',
    header: areCells(task) ? 'Rows' : 'Examples',
    isNumber: true,
    cell: ({ examples }) => formatCount(examples),
  },
  { id: 'tokens', header: 'Tokens', isNumber: true, place: 'main', cell: ({ tokens }) => formatCount(tokens) },
  // Each row of a table has as many.
  ...(areCells(task) ? [] : [{ id: 'mean', header: 'Mean tokens', isNumber: true, cell: meanOf }]),
];

/** A token is a cell that is read. */
const areCells = (task: Task): boolean => task === 'tabular' || task === 'recommendation';

export function SplitPanel({ report }: { report: DatasetReport }) {
  const { task, split, tokensTrain, tokensTotal } = report;
  const all = { name: 'All', examples: split.train + split.validation, tokens: tokensTotal };
  const train = { name: 'Train', examples: split.train, tokens: tokensTrain };
  const heldOut = { name: 'Held-out', examples: split.validation, tokens: tokensTotal - tokensTrain };
  const rows: Split[] = task === 'recommendation' ? [{ ...train, name: 'All rows' }] : [train, heldOut];
  return (
    <Panel
      title="Tokens and split"
      foot={
        <span className="text-pretty">
          {heldOutWords(report)}
          {areCells(task) && ' A token is one cell.'}
        </span>
      }
      isFlush
    >
      <DataTable
        label="Tokens and split"
        columns={columnsOf(task)}
        rows={rows}
        idOf={({ name }) => name}
        empty={null}
        {...(rows.length > 1 && {
          total: {
            split: all.name,
            examples: formatCount(all.examples),
            tokens: formatCount(all.tokens),
            mean: meanOf(all),
          },
        })}
      />
    </Panel>
  );
}

function heldOutWords({ task, split, table }: DatasetReport): string {
  if (task === 'recommendation') return 'Jobs hold out the last row of each user.';
  const areLabels = task !== 'text-generation' && table?.target.kind !== 'value';
  const share = `${Number((split.fraction * 100).toFixed(1))}%`;
  return `Held-out is ${share} ${areLabels ? 'of each label' : 'of the examples'}, drawn with seed ${split.seed}.`;
}
