'use client';

import { useTranslations } from 'next-intl';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatDecimals } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { CallNotes } from '../../playground/ui/call-notes.tsx';
import { CallReceipt } from '../../playground/ui/call-receipt.tsx';
import type { CallControl } from '../../playground/ui/use-call.ts';
import { basisWords, type Recommended, type RecommendRun } from './recommended.ts';
import type { TrialRecommender } from './trial-recommender.ts';

interface RecommendResultProps {
  run: RecommendRun | null;
  recommender: TrialRecommender | null;
  call: CallControl<Recommended>;
  onRetry: () => void;
  organizationId: string;
}

export function RecommendResult({ run, recommender, call, onRetry, organizationId }: RecommendResultProps) {
  const t = useTranslations('recommendation');
  const { state, problem } = call;
  const isQuiet = state === 'idle' && problem === null;
  return (
    <Panel title={t('result')} aside={isQuiet && run && t('itemCount', { count: run.recommendation.items.length })}>
      <div aria-live="polite" className="grid gap-3">
        <CallNotes call={call} onRetry={onRetry} organizationId={organizationId} />
        {run === null && isQuiet && <EmptyState title={t('noResult')}>{t('noResultText')}</EmptyState>}
      </div>
      {run && (
        <div className={isQuiet ? '' : 'mt-3'} aria-busy={state !== 'idle' || undefined}>
          <Note tone={run.recommendation.basis === 'popularity' ? 'warning' : 'neutral'}>
            {basisWords(t, run.recommendation, run.ask)}
          </Note>
          <Items run={run} recommender={recommender} />
          <CallReceipt receipt={run} tokens={run.outputTokens} />
        </div>
      )}
    </Panel>
  );
}

interface RankedItem {
  place: number;
  item: string;
  score: number;
}

function Items({ run, recommender }: Pick<RecommendResultProps, 'recommender'> & { run: RecommendRun }) {
  const t = useTranslations('recommendation');
  const { items } = run.recommendation;
  if (items.length === 0) return <p className="mt-3 text-pretty text-fg-2">{t('noneLeft')}</p>;
  const hasRatings = recommender?.hasRatings === true;
  const columns: Column<RankedItem>[] = [
    { id: 'place', header: t('place'), isNumber: true, width: '64px', cell: ({ place }) => place },
    {
      id: 'item',
      header: recommender?.itemColumn ?? t('item'),
      place: 'lead',
      cell: ({ item }) => <span className="[overflow-wrap:anywhere]">{item}</span>,
    },
    {
      id: 'score',
      header: hasRatings ? t('rating') : t('score'),
      isNumber: true,
      place: 'main',
      cell: ({ score }) => <span title={String(score)}>{formatDecimals(score, hasRatings ? 2 : 3)}</span>,
    },
  ];
  const rows = items.map(({ item, score }, index) => ({ place: index + 1, item, score }));
  return (
    <div className="-mx-4 mt-2">
      <DataTable label={t('label')} columns={columns} rows={rows} idOf={({ item }) => item} empty={null} />
      {!hasRatings && run.recommendation.basis === 'interactions' && (
        <p className="px-4 pt-2 text-small text-fg-3">{t('scoreNote')}</p>
      )}
    </div>
  );
}
