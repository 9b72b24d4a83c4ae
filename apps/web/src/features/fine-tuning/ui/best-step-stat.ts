import type { Translate } from '../../../i18n/translate.ts';
import { formatCount } from '../../../ui/format.ts';
import type { Stat } from '../../../ui/stats.tsx';

/** When the model was at its best: that is the one that is kept. */
export function bestStepStat(
  t: Translate<'fineTuning'>,
  { bestStep, steps, stoppedEarly }: { bestStep: number; steps: number; stoppedEarly: boolean },
): Stat {
  return {
    label: t('result.bestStep'),
    value: formatCount(bestStep),
    detail: t(stoppedEarly ? 'result.ofStepsEarly' : 'result.ofSteps', { steps: formatCount(steps) }),
  };
}
