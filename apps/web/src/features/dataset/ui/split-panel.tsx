'use client';

import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';

interface Split {
  name: string;
  examples: number;
  tokens: number;
}

const meanOf = ({ examples, tokens }: Split): string => (examples === 0 ? '–' : (tokens / examples).toFixed(1));

const columns: Column<Split>[] = [
  { id: 'split', header: 'Split', place: 'lead', cell: ({ name }) => name },
  { id: 'examples', header: 'Examples', isNumber: true, cell: ({ examples }) => formatCount(examples) },
  { id: 'tokens', header: 'Tokens', isNumber: true, place: 'main', cell: ({ tokens }) => formatCount(tokens) },
  { id: 'mean', header: 'Mean tokens', isNumber: true, cell: meanOf },
];

export function SplitPanel({ report }: { report: DatasetReport }) {
  const { split, tokensTrain, tokensTotal } = report;
  const all = { name: 'All', examples: split.train + split.validation, tokens: tokensTotal };
  const rows: Split[] = [
    { name: 'Train', examples: split.train, tokens: tokensTrain },
    { name: 'Held-out', examples: split.validation, tokens: tokensTotal - tokensTrain },
  ];
  return (
    <Panel
      title="Tokens and split"
      foot={
        <span>
          Held-out is {Number((split.fraction * 100).toFixed(1))}%{' '}
          {report.task === 'text-generation' ? 'of the examples' : 'of each label'}, drawn with seed {split.seed}
        </span>
      }
      isFlush
    >
      <DataTable
        label="Tokens and split"
        columns={columns}
        rows={rows}
        idOf={({ name }) => name}
        empty={null}
        total={{
          split: all.name,
          examples: formatCount(all.examples),
          tokens: formatCount(all.tokens),
          mean: meanOf(all),
        }}
      />
    </Panel>
  );
}
