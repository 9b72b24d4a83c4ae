'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { useProblemTranslator } from '../../../i18n/use-problem-translator.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatAmount, formatCount } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { InferenceView } from '../server/inference-view.ts';
import type { NamedInference } from '../server/name-files.ts';

interface InferenceOutcomeProps {
  projectId: string;
  job: NamedInference;
  /** May start it again. */
  canWrite: boolean;
}

/** What a job that has ended otherwise than well leaves to say: the reason, the price, what to try. */
export function InferenceOutcome({ projectId, job, canWrite }: InferenceOutcomeProps) {
  const t = useTranslations('inference');
  const tell = useProblemTranslator();
  const { status, error, problems, chargedMicros, rowsDone } = job;
  const paid =
    chargedMicros > 0n
      ? t('outcome.charged', { price: formatAmount(chargedMicros), count: rowsDone })
      : t('outcome.notCharged');
  if (status === 'CANCELLED')
    return (
      <Note tone="neutral">
        <b>{t('outcome.cancelled')}</b> {paid}
      </Note>
    );
  if (status === 'EXPIRED')
    return (
      <Note tone="warning">
        <b>{t('outcome.expired')}</b> {paid}
      </Note>
    );
  if (status !== 'FAILED') return null;
  return (
    <>
      <Note tone="danger">
        <p>
          <b>{error === null ? t('outcome.linesUnusable') : tell(error.message)}</b>
        </p>
        <p className="mt-0.5 text-fg-2">
          {error?.fault === 'PLATFORM' ? `${t('outcome.ourFault')} ` : ''}
          {paid}{' '}
          {canWrite && (
            <Link className="link" href={`/projects/${projectId}/inference/new?from=${job.id}`}>
              {t('outcome.startAgain')}
            </Link>
          )}
        </p>
      </Note>
      {problems.length > 0 && (
        <Panel title={t('outcome.lines')} aside={formatCount(problems.length)} isFlush>
          <DataTable
            label={t('outcome.lines')}
            columns={columnsOf(t, tell)}
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

const columnsOf = (t: Translate<'inference'>, tell: (message: string) => string): Column<Problem>[] => [
  {
    id: 'line',
    header: t('outcome.line'),
    place: 'lead',
    width: '88px',
    cell: ({ line }) => <span className="tabular-nums">{line === null ? t('file.label') : formatCount(line)}</span>,
  },
  {
    id: 'problem',
    header: t('outcome.problem'),
    place: 'wide',
    cell: ({ message }) => <span className="block py-1 text-pretty [overflow-wrap:anywhere]">{tell(message)}</span>,
  },
  {
    id: 'where',
    header: t('outcome.where'),
    isEmpty: ({ param }) => param === null,
    cell: ({ param }) => <code>{param}</code>,
  },
];
