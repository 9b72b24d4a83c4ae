import type { Task } from '@modelmint/domain/task';
import type { TrainingSpec } from '@modelmint/domain/training-spec';

/** Which lines the job page draws, and in what they are measured. */
export interface ChartPlan {
  lossUnit: string;
  /** Beside the loss. */
  second: 'accuracy' | 'token-accuracy' | 'ranking' | null;
  hasPerplexity: boolean;
}

const nats = 'cross-entropy, nats';

export function chartPlan({ task, spec }: { task: Task; spec: TrainingSpec | null }): ChartPlan {
  if (task === 'text-generation') return { lossUnit: nats, second: 'token-accuracy', hasPerplexity: true };
  const plan = (lossUnit: string, second: ChartPlan['second']) => ({ lossUnit, second, hasPerplexity: false });
  switch (spec?.task) {
    case 'tabular-regression':
      return plan('squared error, in deviations of the target', null);
    case 'recommendation':
      if (spec.objective === 'squared-error') return plan('squared error of the ratings', null);
      return plan(`${spec.objective === 'bpr' ? 'of pairs' : 'cross-entropy'}, nats`, 'ranking');
    default:
      return plan(nats, task === 'recommendation' ? null : 'accuracy');
  }
}
