import type { RegressionResult } from '@modelmint/domain/training-metrics';
import { Note } from '../../../ui/note.tsx';
import { Stats } from '../../../ui/stats.tsx';
import { bestStepStat } from './best-step-stat.ts';
import { formatFigure } from './format-figure.ts';

/** How far a model that predicts values is off, on rows that it has never seen. */
export function RegressionPanels({ result }: { result: RegressionResult }) {
  const { mae, rmse, r2 } = result;
  return (
    <>
      <Stats
        stats={[
          {
            label: 'Error on average (MAE)',
            value: formatFigure(mae),
            detail: 'in the unit of the target, on held-out rows; lower is better',
          },
          {
            label: 'Error, squared (RMSE)',
            value: formatFigure(rmse),
            detail: 'as MAE, but large misses count more',
          },
          {
            label: 'Spread explained (R²)',
            value: r2 === null ? '–' : r2.toFixed(3).replace('-', '\u2212'),
            detail:
              r2 === null
                ? 'all held-out values are equal'
                : '1 is right in each row, 0 no better than the mean for all of them',
          },
          bestStepStat(result),
        ]}
      />
      {r2 !== null && r2 <= 0 && (
        <Note tone="warning">
          <b>Not better than the mean of the target for every row.</b> Try more rows, columns that have to do with the
          target, or more epochs.
        </Note>
      )}
    </>
  );
}
