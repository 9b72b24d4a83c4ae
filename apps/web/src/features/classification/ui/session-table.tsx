'use client';

import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatShares } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { receiptColumns } from '../../playground/ui/receipt-columns.tsx';
import type { PlaygroundRun } from './playground-run.ts';

interface SessionTableProps {
  /** Newest first. */
  runs: readonly PlaygroundRun[];
  /** What was sent. */
  noun: string;
  /** The call as a command; null where it cannot be written down. */
  curl: ((run: PlaygroundRun) => string) | null;
}

/** What was tried since the page was opened. */
export function SessionTable({ runs, noun, curl }: SessionTableProps) {
  const t = useTranslations('classification');
  const p = useTranslations('playground');
  const [latest] = runs;
  if (latest === undefined) return null;
  return (
    <Panel
      title={p('session.title')}
      isFlush
      aside={curl !== null && <CopyButton text={curl(latest)} label={p('code.copyCurl')} />}
    >
      <DataTable
        label={p('session.label')}
        columns={columnsOf({ t, p, noun })}
        rows={runs}
        idOf={(run) => run.requestId}
        empty={null}
      />
    </Panel>
  );
}

interface Words {
  t: Translate<'classification'>;
  p: Translate<'playground'>;
  noun: string;
}

const columnsOf = ({ t, p, noun }: Words): Column<PlaygroundRun>[] => [
  {
    id: 'text',
    header: noun,
    place: 'lead',
    cell: (run) => (
      <span className="line-clamp-1 font-regular [overflow-wrap:anywhere] max-md:line-clamp-2" title={run.text}>
        {run.text}
      </span>
    ),
  },
  { id: 'label', header: t('session.label'), cell: (run) => run.scores[0]?.label },
  {
    id: 'probability',
    header: t('session.probability'),
    isNumber: true,
    place: 'main',
    cell: (run) => formatShares(run.scores.map(({ score }) => score))[0],
  },
  ...receiptColumns<PlaygroundRun>(p, ({ inputTokens }) => inputTokens),
];
