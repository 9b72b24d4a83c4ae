import type { RatingResult } from '@modelmint/domain/training-metrics';
import { formatCount, formatQuantity } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Stats } from '../../../ui/stats.tsx';
import { formatFigure } from './format-figure.ts';

/** How far predicted ratings are off, on the last rating of each user, beside what the means alone would say. */
export function RatingPanels({ result }: { result: RatingResult }) {
  const { rmse, mae, baselineRmse, heldOut, users, items, bestStep, steps } = result;
  const less = 1 - rmse / Math.max(baselineRmse, Number.MIN_VALUE);
  return (
    <>
      <Stats
        stats={[
          {
            label: 'Error, squared (RMSE)',
            value: formatFigure(rmse),
            detail:
              less > 0
                ? `${(less * 100).toFixed(1)}% less than the means; lower is better`
                : 'not less than the means; lower is better',
          },
          {
            label: 'Means alone (RMSE)',
            value: formatFigure(baselineRmse),
            detail: 'by the mean of each user and item; the model must beat it',
          },
          { label: 'Error on average (MAE)', value: formatFigure(mae), detail: 'in points of the rating' },
          {
            label: 'Held out',
            value: formatCount(heldOut),
            detail: `last ratings; of ${formatQuantity(users, 'user')} and ${formatQuantity(items, 'item')}; best at step ${formatCount(bestStep)} of ${formatCount(steps)}`,
          },
        ]}
      />
      {less <= 0 && (
        <Note tone="warning">
          <b>Not better than the means of users and items.</b> Try more ratings for each user, fewer factors or a higher
          regularization.
        </Note>
      )}
    </>
  );
}
