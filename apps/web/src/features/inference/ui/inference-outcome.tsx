'use client';

import Link from 'next/link';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatAmount, formatCount, formatQuantity } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { InferenceView } from '../server/inference-view.ts';
import type { NamedInference } from '../server/name-files.ts';

interface InferenceOutcomeProps {
  projectId: string;
  job: NamedInference;
}

/** What a job that has ended otherwise than well leaves to say: the reason, the price, what to try. */
export function InferenceOutcome({ projectId, job }: InferenceOutcomeProps) {
  const { status, error, problems, chargedMicros, rowsDone } = job;
  const paid =
    chargedMicros > 0n
      ? `${formatAmount(chargedMicros)} was charged for ${formatQuantity(rowsDone, 'answered row')}; the rest of the hold is back in your credit.`
      : 'Nothing was charged.';
  if (status === 'CANCELLED')
    return (
      <Note tone="neutral">
        <b>Cancelled.</b> {paid}
      </Note>
    );
  if (status === 'EXPIRED')
    return (
      <Note tone="warning">
        <b>It did not end within 24 hours.</b> {paid}
      </Note>
    );
  if (status !== 'FAILED') return null;
  return (
    <>
      <Note tone="danger">
        <p>
          <b>{error?.message ?? 'The lines of the file cannot be used.'}</b>
        </p>
        <p className="mt-0.5 text-fg-2">
          {error?.fault === 'PLATFORM' ? 'This is our fault, not that of your rows. ' : ''}
          {paid}{' '}
          <Link className="link" href={`/projects/${projectId}/inference/new?from=${job.id}`}>
            Start it again
          </Link>
        </p>
      </Note>
      {problems.length > 0 && (
        <Panel title="Lines at fault" aside={formatCount(problems.length)} isFlush>
          <DataTable
            label="Lines at fault"
            columns={columns}
            rows={problems}
            idOf={(one) => `${one.line}:${one.code}:${one.message}`}
            empty={null}
          />
        </Panel>
      )}
    </>
  );
}

type Problem = InferenceView['problems'][number];

const columns: Column<Problem>[] = [
  {
    id: 'line',
    header: 'Line',
    place: 'lead',
    width: '88px',
    cell: ({ line }) => <span className="tabular-nums">{line === null ? 'File' : formatCount(line)}</span>,
  },
  {
    id: 'problem',
    header: 'Problem',
    place: 'wide',
    cell: ({ message }) => <span className="block py-1 text-pretty [overflow-wrap:anywhere]">{message}</span>,
  },
  { id: 'where', header: 'Where', isEmpty: ({ param }) => param === null, cell: ({ param }) => <code>{param}</code> },
];
