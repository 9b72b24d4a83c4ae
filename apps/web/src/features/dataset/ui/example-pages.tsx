'use client';

import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { Task } from '@modelmint/domain/task';
import Link from 'next/link';
import { Chip } from '../../../ui/chip.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { ExamplePage } from '../server/list-examples.ts';
import { CellTable, type ExampleRow } from './cell-table.tsx';
import { Conversation } from './conversation.tsx';
import { ImageGrid } from './image-grid.tsx';
import { shownColumns } from './shown-columns.ts';

export interface ExampleView extends ExamplePage {
  split: 'train' | 'validation';
  offset: number;
  limit: number;
}

interface ExamplePagesProps {
  view: ExampleView;
  report: DatasetReport;
}

const number: Column<ExampleRow> = {
  id: 'number',
  header: 'Row',
  isNumber: true,
  width: '84px',
  cell: (row) => formatCount(row.number),
};
const texts: Column<ExampleRow>[] = [
  number,
  {
    id: 'text',
    header: 'Text',
    place: 'lead',
    cell: ({ text }) => (
      <span
        className="line-clamp-3 max-w-[90ch] font-regular whitespace-pre-line [overflow-wrap:anywhere]"
        title={text}
      >
        {text}
      </span>
    ),
  },
  { id: 'label', header: 'Label', width: '160px', place: 'main', cell: ({ label }) => <Chip>{label}</Chip> },
];
const conversations: Column<ExampleRow>[] = [
  number,
  {
    id: 'conversation',
    header: 'What is given and what is learned',
    place: 'lead',
    cell: (row) => (
      <div className="py-2">
        <Conversation example={row} />
      </div>
    ),
  },
];

const splitNames = { train: 'Train', validation: 'Held-out' } as const;

/** The rows that training reads, page by page. */
export function ExamplePages({ view, report }: ExamplePagesProps) {
  const { task, split, offset, limit, examples, total } = view;
  const hrefOf = (to: { split?: string; offset?: number }) =>
    `?tab=examples&split=${to.split ?? split}${to.offset ? `&offset=${to.offset}` : ''}`;
  const rows: ExampleRow[] = examples.map((example, index) => ({ ...example, number: offset + index + 1 }));
  const last = offset + examples.length;
  // Which row of a user is held out is for the job to draw.
  const hasSplits = task !== 'recommendation';
  return (
    <Panel
      title="Examples"
      description="As they were read, in the order of the file."
      aside={hasSplits && <SplitLinks split={split} counts={report.split} hrefOf={hrefOf} />}
      foot={
        total > limit && (
          <>
            <span className="tabular-nums">
              {formatCount(offset + 1)}–{formatCount(last)} of {formatCount(total)}
            </span>
            <span className="flex gap-2">
              {offset > 0 && (
                <LinkButton size="small" href={hrefOf({ offset: Math.max(0, offset - limit) })}>
                  Earlier
                </LinkButton>
              )}
              {last < total && (
                <LinkButton size="small" href={hrefOf({ offset: offset + limit })}>
                  Later
                </LinkButton>
              )}
            </span>
          </>
        )
      }
      isFlush={task !== 'image-classification'}
    >
      <Rows key={`${split}-${offset}`} task={task} rows={rows} report={report} />
    </Panel>
  );
}

interface RowsProps {
  task: Task;
  rows: readonly ExampleRow[];
  report: DatasetReport;
}

function Rows({ task, rows, report }: RowsProps) {
  const empty = <p className="px-4 pb-4 text-fg-2">No example on this side of the split.</p>;
  if (rows.length === 0) return empty;
  if (task === 'image-classification') return <ImageGrid images={rows} />;
  if (task === 'tabular' || task === 'recommendation') return <CellTable rows={rows} columns={shownColumns(report)} />;
  return (
    <DataTable
      label="Examples"
      columns={task === 'text-generation' ? conversations : texts}
      rows={rows}
      idOf={(row) => String(row.number)}
      empty={empty}
    />
  );
}

interface SplitLinksProps {
  split: ExampleView['split'];
  counts: DatasetReport['split'];
  hrefOf: (to: { split: string; offset: number }) => string;
}

function SplitLinks({ split, counts, hrefOf }: SplitLinksProps) {
  return (
    <nav aria-label="Split" className="inline-flex rounded-md border border-line-strong bg-sunken p-0.5 text-body">
      {(['train', 'validation'] as const).map((name) => (
        <Link
          key={name}
          href={hrefOf({ split: name, offset: 0 })}
          scroll={false}
          aria-current={name === split ? 'page' : undefined}
          className="flex h-6.5 items-center gap-1.5 rounded-[4px] px-2.5 whitespace-nowrap text-fg-2 aria-[current]:bg-surface aria-[current]:font-medium aria-[current]:text-fg aria-[current]:shadow-[0_0_0_1px_var(--color-line-strong)] max-md:h-9"
        >
          {splitNames[name]}
          <span className="text-small font-regular text-fg-3 tabular-nums">{formatCount(counts[name])}</span>
        </Link>
      ))}
    </nav>
  );
}
