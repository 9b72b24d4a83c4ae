import { formatCount } from '../../../ui/format.ts';
import type { Stat } from '../../../ui/stats.tsx';

/** When the model was at its best: that is the one that is kept. */
export function bestStepStat({
  bestStep,
  steps,
  stoppedEarly,
}: {
  bestStep: number;
  steps: number;
  stoppedEarly: boolean;
}): Stat {
  return {
    label: 'Best step',
    value: formatCount(bestStep),
    detail: `of ${formatCount(steps)}${stoppedEarly ? ', stopped early' : ''}`,
  };
}
