'use client';

import { Chip } from '../../../ui/chip.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount, formatDuration, formatShares } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { curlSnippet } from '../../endpoint/ui/call-snippets.ts';
import { formatMicros } from '../../usage/ui/format-micros.ts';
import type { PlaygroundRun } from './playground-run.ts';

/** What was tried since the page was opened. */
export function SessionTable({ runs, publicUrl }: { runs: readonly PlaygroundRun[]; publicUrl: string }) {
  const latest = runs[0];
  if (latest === undefined) return null;
  const curl = curlSnippet({ baseUrl: `${publicUrl}/v1`, model: latest.target, input: latest.text });
  return (
    <Panel title="This session" isFlush aside={<CopyButton text={curl} label="Copy the last as curl" />}>
      <DataTable
        label="Requests of this session"
        columns={columns}
        rows={runs}
        idOf={(run) => run.requestId}
        empty={null}
      />
    </Panel>
  );
}

const columns: Column<PlaygroundRun>[] = [
  {
    id: 'text',
    header: 'Text',
    place: 'lead',
    cell: (run) => (
      <span className="line-clamp-1 font-regular [overflow-wrap:anywhere] max-md:line-clamp-2" title={run.text}>
        {run.text}
      </span>
    ),
  },
  { id: 'label', header: 'Label', cell: (run) => run.scores[0]?.label },
  {
    id: 'probability',
    header: 'Probability',
    isNumber: true,
    place: 'main',
    cell: (run) => formatShares(run.scores.map(({ score }) => score))[0],
  },
  { id: 'tokens', header: 'Tokens', isNumber: true, cell: (run) => formatCount(run.inputTokens) },
  {
    id: 'latency',
    header: 'Latency',
    isNumber: true,
    cell: (run) => (
      <>
        {run.wasCold && <Chip>cold</Chip>} {formatDuration(run.latencyMs)}
      </>
    ),
  },
  { id: 'price', header: 'Price', isNumber: true, cell: (run) => formatMicros(run.amountMicros) },
  { id: 'sent', header: 'Sent', isNumber: true, cell: (run) => <RelativeTime at={run.at} /> },
];
