'use client';

import Link from 'next/link';
import { Chip } from '../../../ui/chip.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { Example } from '../server/example-of.ts';
import type { ExamplePage } from '../server/list-examples.ts';
import { Conversation } from './conversation.tsx';
import { ImageGrid } from './image-grid.tsx';

export interface ExampleView extends ExamplePage {
  split: 'train' | 'validation';
  offset: number;
  limit: number;
}

interface ExamplePagesProps {
  view: ExampleView;
  counts: { train: number; validation: number };
}

type Row = Example & { number: number };

const number: Column<Row> = {
  id: 'number',
  header: 'Row',
  isNumber: true,
  width: '84px',
  cell: (row) => formatCount(row.number),
};
const texts: Column<Row>[] = [
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
const conversations: Column<Row>[] = [
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
export function ExamplePages({ view, counts }: ExamplePagesProps) {
  const { task, split, offset, limit, examples, total } = view;
  const hrefOf = (to: { split?: string; offset?: number }) =>
    `?tab=examples&split=${to.split ?? split}${to.offset ? `&offset=${to.offset}` : ''}`;
  const rows = examples.map((example, index) => ({ ...example, number: offset + index + 1 }));
  const last = offset + examples.length;
  return (
    <Panel
      title="Examples"
      description="As they were read, in the order of the file."
      aside={
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
      }
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
      {task === 'image-classification' && rows.length > 0 ? (
        <ImageGrid images={rows} />
      ) : (
        <DataTable
          key={`${split}-${offset}`}
          label="Examples"
          columns={task === 'text-generation' ? conversations : texts}
          rows={rows}
          idOf={(row) => String(row.number)}
          empty={<p className="px-4 pb-4 text-fg-2">No example on this side of the split.</p>}
        />
      )}
    </Panel>
  );
}
