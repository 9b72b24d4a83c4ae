'use client';

import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { Task } from '@modelmint/domain/task';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';

interface Split {
  id: 'all' | 'train' | 'validation';
  name: string;
  examples: number;
  tokens: number;
}

const meanOf = ({ examples, tokens }: Split): string => (examples === 0 ? '–' : (tokens / examples).toFixed(1));

const columnsOf = (task: Task, t: Translate<'dataset'>): Column<Split>[] => [
  { id: 'split', header: t('examples.split'), place: 'lead', cell: ({ name }) => name },
  {
    id: 'examples',
    header: t(areCells(task) ? 'split.rows' : 'examples.title'),
    isNumber: true,
    cell: ({ examples }) => formatCount(examples),
  },
  {
    id: 'tokens',
    header: t('length.tokens'),
    isNumber: true,
    place: 'main',
    cell: ({ tokens }) => formatCount(tokens),
  },
  // Each row of a table has as many.
  ...(areCells(task) ? [] : [{ id: 'mean', header: t('split.meanTokens'), isNumber: true, cell: meanOf }]),
];

/** A token is a cell that is read. */
const areCells = (task: Task): boolean => task === 'tabular' || task === 'recommendation';

export function SplitPanel({ report }: { report: DatasetReport }) {
  const t = useTranslations('dataset');
  const { task, split, tokensTrain, tokensTotal } = report;
  const all: Split = { id: 'all', name: t('split.all'), examples: split.train + split.validation, tokens: tokensTotal };
  const train: Split = { id: 'train', name: t('split.train'), examples: split.train, tokens: tokensTrain };
  const heldOut: Split = {
    id: 'validation',
    name: t('split.heldOut'),
    examples: split.validation,
    tokens: tokensTotal - tokensTrain,
  };
  const rows: Split[] = task === 'recommendation' ? [{ ...train, name: t('split.allRows') }] : [train, heldOut];
  return (
    <Panel
      title={t('split.title')}
      foot={
        <span className="text-pretty">
          {heldOutWords(report, t)} {areCells(task) && t('split.cellTokens')}
        </span>
      }
      isFlush
    >
      <DataTable
        label={t('split.title')}
        columns={columnsOf(task, t)}
        rows={rows}
        idOf={({ id }) => id}
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

function heldOutWords({ task, split, table }: DatasetReport, t: Translate<'dataset'>): string {
  if (task === 'recommendation') return t('split.lastOfUser');
  const areLabels = task !== 'text-generation' && table?.target.kind !== 'value';
  const percent = `${Number((split.fraction * 100).toFixed(1))}`;
  return t(areLabels ? 'split.ofLabels' : 'split.ofExamples', { percent, seed: String(split.seed) });
}
