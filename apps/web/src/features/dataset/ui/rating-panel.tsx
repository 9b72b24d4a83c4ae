import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { formatFigure } from '../../fine-tuning/ui/format-figure.ts';
import { rangeOf } from './column-facts.ts';

/** How good, in which order. */
export function RatingPanel({ ratings }: { ratings: NonNullable<DatasetReport['ratings']> }) {
  const { ratingColumn, timeColumn, min, max, mean } = ratings;
  const range: KeyValue[] =
    min === undefined || max === undefined
      ? []
      : [
          { label: 'Range', value: rangeOf(min, max) },
          ...(mean === undefined ? [] : [{ label: 'Mean', value: formatFigure(mean) }]),
        ];
  return (
    <Panel
      title={ratingColumn === null ? 'What users did' : 'Ratings'}
      description={
        ratingColumn === null
          ? 'No ratings are read: a model learns what a user does next.'
          : min === max
            ? 'All are the same, so a model learns what a user does next.'
            : 'A model learns to predict them for other items.'
      }
    >
      <KeyValues
        rows={[
          { label: 'Rating', value: ratingColumn === null ? 'none' : <code>{ratingColumn}</code> },
          ...range,
          {
            label: 'Order',
            labelDetail: 'the last row of a user is held out',
            value: timeColumn === null ? 'as in the file' : <code>{timeColumn}</code>,
          },
        ]}
      />
    </Panel>
  );
}
