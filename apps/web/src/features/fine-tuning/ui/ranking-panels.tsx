'use client';

import type { RankingResult } from '@modelmint/domain/training-metrics';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount, formatQuantity, formatShare } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Stats } from '../../../ui/stats.tsx';
import { bestStepStat } from './best-step-stat.ts';
import { type RankingMeasure, rankingMeasures } from './ranking-measures.ts';

const columns: Column<RankingMeasure>[] = [
  {
    id: 'measure',
    header: 'Measure',
    place: 'lead',
    cell: ({ name, meaning }) => (
      <>
        {name}
        <small className="max-md:block!">{meaning}</small>
      </>
    ),
  },
  { id: 'model', header: 'This model', isNumber: true, place: 'main', cell: ({ model }) => model },
  { id: 'popular', header: 'Most popular', isNumber: true, cell: ({ popular }) => popular },
  { id: 'difference', header: 'Difference', isNumber: true, cell: ({ difference }) => difference },
];

/** Where the last item of each user stands in the model's ranking, beside the most popular items for everyone. */
export function RankingPanels({ result }: { result: RankingResult }) {
  const { recall, ndcg, rankedAt, baseline, heldOut, unknownItems, users, items } = result;
  const isBetter = recall > baseline.recall || ndcg > baseline.ndcg;
  return (
    <>
      <Stats
        stats={[
          {
            label: `Found in the first ${rankedAt}`,
            value: formatShare(recall),
            detail: 'of the users’ last items, by this model',
          },
          {
            label: 'Most popular for everyone',
            value: formatShare(baseline.recall),
            detail: 'of them found by popularity; the model must beat it',
          },
          {
            label: 'Held out',
            value: formatCount(heldOut),
            detail: `last items; of ${formatQuantity(users, 'user')} and ${formatQuantity(items, 'item')}${
              unknownItems === 0 ? '' : `; ${formatCount(unknownItems)} have no other row and cannot be found`
            }`,
          },
          bestStepStat(result),
        ]}
      />
      {!isBetter && (
        <Note tone="warning">
          <b>Not better than the most popular items for everyone.</b> Try more rows for each user, more epochs, or
          another number of factors.
        </Note>
      )}
      <Panel title="Ranking" description="On the last item of each user, which training has not seen" isFlush>
        <DataTable
          label="Ranking measures"
          columns={columns}
          rows={rankingMeasures(result)}
          idOf={({ name }) => name}
          empty={null}
        />
      </Panel>
    </>
  );
}
