'use client';

import type { ClassificationResult } from '@modelmint/domain/training-metrics';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { Column, Columns } from '../../../ui/columns.tsx';
import { DataTable, type Column as TableColumn } from '../../../ui/data-table.tsx';
import { formatCount, formatShare } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Stats } from '../../../ui/stats.tsx';
import { ConfusionMatrix } from './confusion-matrix.tsx';
import { formatLoss } from './format-loss.ts';
import { macroF1, majorityShare, mostFrequentMistakes } from './training-result.ts';

type LabelScore = ClassificationResult['perLabel'][number];
const figure = (share: number): string => share.toFixed(3);

const columnsOf = (t: Translate<'fineTuning'>): TableColumn<LabelScore>[] => [
  { id: 'label', header: t('result.label'), place: 'lead', cell: ({ label }) => label, sortBy: ({ label }) => label },
  {
    id: 'precision',
    header: t('result.precision'),
    isNumber: true,
    cell: ({ precision }) => figure(precision),
    sortBy: ({ precision }) => precision,
  },
  {
    id: 'recall',
    header: t('result.recall'),
    isNumber: true,
    cell: ({ recall }) => figure(recall),
    sortBy: ({ recall }) => recall,
  },
  { id: 'f1', header: 'F1', isNumber: true, place: 'main', cell: ({ f1 }) => figure(f1), sortBy: ({ f1 }) => f1 },
  {
    id: 'support',
    header: t('result.examples'),
    isNumber: true,
    cell: ({ support }) => formatCount(support),
    sortBy: ({ support }) => support,
  },
];

/** How good a classifier is on examples that it has never seen. */
export function ClassificationPanels({ result }: { result: ClassificationResult }) {
  const t = useTranslations('fineTuning');
  const { accuracy, perLabel, loss, auc = null } = result;
  const total = perLabel.reduce((sum, { support }) => sum + support, 0);
  const majority = majorityShare(result);
  const f1 = macroF1(result);
  const [mistake] = mostFrequentMistakes(result, 1);
  return (
    <>
      <Stats
        stats={[
          {
            label: t('result.accuracy'),
            value: formatShare(accuracy),
            detail: t('result.rightOf', { right: formatCount(Math.round(accuracy * total)), count: total }),
          },
          ...(majority === null
            ? []
            : [
                {
                  label: t('result.majority'),
                  value: formatShare(majority.share),
                  detail: t('result.majorityDetail', { label: majority.label }),
                },
              ]),
          ...(f1 === null
            ? []
            : [
                {
                  label: t('result.macroF1'),
                  value: figure(f1),
                  detail: t('result.macroF1Detail'),
                },
              ]),
          ...(auc === null
            ? []
            : [
                {
                  label: 'AUC',
                  value: figure(auc),
                  detail: t('result.aucDetail'),
                },
              ]),
          {
            label: t('result.heldOutLoss'),
            value: formatLoss(loss),
            detail: t('result.atBestStep', { step: formatCount(result.bestStep) }),
          },
        ]}
      />
      <Columns stretch>
        <Column span={6}>
          <Panel title={t('result.labels')} description={t('result.onHeldOut')} isFlush>
            <DataTable
              sortParam="sort-labels"
              label={t('result.scoresByLabel')}
              columns={columnsOf(t)}
              rows={perLabel}
              idOf={({ label }) => label}
              empty={null}
            />
          </Panel>
        </Column>
        <Column span={6}>
          <Panel
            title={t('confusion.title')}
            description={mistake === undefined ? t('confusion.none') : t('confusion.most', { ...mistake })}
          >
            <ConfusionMatrix result={result} />
          </Panel>
        </Column>
      </Columns>
    </>
  );
}
