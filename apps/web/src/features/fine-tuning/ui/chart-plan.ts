import type { Task } from '@modelmint/domain/task';
import type { TrainingSpec } from '@modelmint/domain/training-spec';
import type { MessageKey } from '../../../i18n/translate.ts';

export type LossUnit = Extract<MessageKey<'fineTuning'>, `chart.unit.${string}`>;

/** Which lines the job page draws, and in what they are measured. */
export interface ChartPlan {
  lossUnit: LossUnit;
  /** Beside the loss. */
  second: 'accuracy' | 'token-accuracy' | 'ranking' | null;
  hasPerplexity: boolean;
}

export function chartPlan({ task, spec }: { task: Task; spec: TrainingSpec | null }): ChartPlan {
  if (task === 'text-generation') return { lossUnit: 'chart.unit.nats', second: 'token-accuracy', hasPerplexity: true };
  const plan = (lossUnit: LossUnit, second: ChartPlan['second']) => ({ lossUnit, second, hasPerplexity: false });
  switch (spec?.task) {
    case 'tabular-regression':
      return plan('chart.unit.deviations', null);
    case 'recommendation':
      if (spec.objective === 'squared-error') return plan('chart.unit.ratings', null);
      return plan(spec.objective === 'bpr' ? 'chart.unit.pairs' : 'chart.unit.nats', 'ranking');
    default:
      return plan('chart.unit.nats', task === 'recommendation' ? null : 'accuracy');
  }
}
