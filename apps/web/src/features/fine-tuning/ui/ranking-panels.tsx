'use client';

import type { RankingResult } from '@modelmint/domain/training-metrics';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount, formatShare } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Stats } from '../../../ui/stats.tsx';
import { bestStepStat } from './best-step-stat.ts';
import { type RankingMeasure, rankingMeasures } from './ranking-measures.ts';

const columnsOf = (t: Translate<'fineTuning'>): Column<RankingMeasure>[] => [
  {
    id: 'measure',
    header: t('ranking.measure'),
    place: 'lead',
    cell: ({ name, meaning }) => (
      <>
        {name}
        <small className="max-md:block!">{meaning}</small>
      </>
    ),
  },
  { id: 'model', header: t('ranking.thisModel'), isNumber: true, place: 'main', cell: ({ model }) => model },
  { id: 'popular', header: t('ranking.mostPopular'), isNumber: true, cell: ({ popular }) => popular },
  { id: 'difference', header: t('ranking.difference'), isNumber: true, cell: ({ difference }) => difference },
];

/** Where the last item of each user stands in the model's ranking, beside the most popular items for everyone. */
export function RankingPanels({ result }: { result: RankingResult }) {
  const t = useTranslations('fineTuning');
  const { recall, ndcg, rankedAt, baseline, heldOut, unknownItems, users, items } = result;
  const isBetter = recall > baseline.recall || ndcg > baseline.ndcg;
  return (
    <>
      <Stats
        stats={[
          {
            label: t('ranking.found', { rankedAt }),
            value: formatShare(recall),
            detail: t('ranking.foundDetail'),
          },
          {
            label: t('ranking.popular'),
            value: formatShare(baseline.recall),
            detail: t('ranking.popularDetail'),
          },
          {
            label: t('ranking.heldOut'),
            value: formatCount(heldOut),
            detail: t('ranking.heldOutDetail', { users, items, unknown: unknownItems }),
          },
          bestStepStat(t, result),
        ]}
      />
      {!isBetter && <Note tone="warning">{t.rich('ranking.notBetter', { b: (chunks) => <b>{chunks}</b> })}</Note>}
      <Panel title={t('ranking.title')} description={t('ranking.detail')} isFlush>
        <DataTable
          label={t('ranking.label')}
          columns={columnsOf(t)}
          rows={rankingMeasures(t, result)}
          idOf={({ name }) => name}
          empty={null}
        />
      </Panel>
    </>
  );
}
