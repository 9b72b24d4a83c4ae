'use client';

import type { ClassificationResult } from '@modelmint/domain/training-metrics';
import { Column, Columns } from '../../../ui/columns.tsx';
import { DataTable, type Column as TableColumn } from '../../../ui/data-table.tsx';
import { formatCount, formatQuantity, formatShare } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Stats } from '../../../ui/stats.tsx';
import { ConfusionMatrix } from './confusion-matrix.tsx';
import { formatLoss } from './format-loss.ts';
import { macroF1, majorityShare, mostFrequentMistakes } from './training-result.ts';

type LabelScore = ClassificationResult['perLabel'][number];
const figure = (share: number): string => share.toFixed(3);

const columns: TableColumn<LabelScore>[] = [
  { id: 'label', header: 'Label', place: 'lead', cell: ({ label }) => label, sortBy: ({ label }) => label },
  {
    id: 'precision',
    header: 'Precision',
    isNumber: true,
    cell: ({ precision }) => figure(precision),
    sortBy: ({ precision }) => precision,
  },
  {
    id: 'recall',
    header: 'Recall',
    isNumber: true,
    cell: ({ recall }) => figure(recall),
    sortBy: ({ recall }) => recall,
  },
  { id: 'f1', header: 'F1', isNumber: true, place: 'main', cell: ({ f1 }) => figure(f1), sortBy: ({ f1 }) => f1 },
  {
    id: 'support',
    header: 'Examples',
    isNumber: true,
    cell: ({ support }) => formatCount(support),
    sortBy: ({ support }) => support,
  },
];

/** How good a classifier is on examples that it has never seen. */
export function ClassificationPanels({ result }: { result: ClassificationResult }) {
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
            label: 'Accuracy',
            value: formatShare(accuracy),
            detail: `${formatCount(Math.round(accuracy * total))} of ${formatQuantity(total, 'held-out example')}`,
          },
          ...(majority === null
            ? []
            : [
                {
                  label: 'Always the same label',
                  value: formatShare(majority.share),
                  detail: `by saying ${majority.label}; the model must beat it`,
                },
              ]),
          ...(f1 === null
            ? []
            : [
                {
                  label: 'F1, mean of the labels',
                  value: figure(f1),
                  detail: 'a small label counts as much as a large one',
                },
              ]),
          ...(auc === null
            ? []
            : [
                {
                  label: 'AUC',
                  value: figure(auc),
                  detail: 'how well it puts the right label first; 0.5 is chance, 1 never wrong',
                },
              ]),
          {
            label: 'Held-out loss',
            value: formatLoss(loss),
            detail: `at step ${formatCount(result.bestStep)}, the best`,
          },
        ]}
      />
      <Columns stretch>
        <Column span={6}>
          <Panel title="Labels" description="On held-out examples" isFlush>
            <DataTable
              label="Scores by label"
              columns={columns}
              rows={perLabel}
              idOf={({ label }) => label}
              empty={null}
            />
          </Panel>
        </Column>
        <Column span={6}>
          <Panel
            title="Confusion"
            description={
              mistake === undefined
                ? 'No held-out example was mistaken.'
                : `Most frequent: ${mistake.actual} taken for ${mistake.predicted}, ${formatQuantity(mistake.count, 'time')}`
            }
          >
            <ConfusionMatrix result={result} />
          </Panel>
        </Column>
      </Columns>
    </>
  );
}
