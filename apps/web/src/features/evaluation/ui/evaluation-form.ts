import type { Task } from '@modelmint/domain/task';
import { z } from 'zod';
import type { Translate } from '../../../i18n/translate.ts';
import type { DatasetView } from '../../dataset/server/dataset-view.ts';
import type { PlaygroundTarget, TrialMode } from '../../playground/ui/playground-target.ts';

const isTokenCount = (text: string) => /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 2_048;

/** Refusals in the language of the reader. */
export function evaluationForm(t: Translate<'evaluation'>) {
  return z.object({
    model: z.string().min(1, t('fault.model')),
    datasetId: z.string().min(1, t('fault.data')),
    part: z.enum(['validation', 'all']),
    maxTokens: z.string().trim().refine(isTokenCount, t('fault.maxTokens')),
    name: z.string().trim().max(100, t('fault.name')),
  });
}
export type EvaluationForm = z.infer<ReturnType<typeof evaluationForm>>;

const taskOfMode: Record<TrialMode, Task | null> = {
  ...{ texts: 'text-classification', images: 'image-classification', predict: 'tabular' },
  ...{ chat: 'text-generation', completion: 'text-generation', recommend: null, embeddings: null },
};

/** What the data of a model must be for; null for one that cannot be evaluated so. */
export const taskOfTarget = ({ mode }: Pick<PlaygroundTarget, 'mode'>): Task | null => taskOfMode[mode];

/** A data set that can be chosen, small enough to send to the browser. */
export interface DatasetChoice {
  id: string;
  name: string;
  task: Task | null;
  versionId: string;
  heldOut: number;
  all: number;
}

export function choicesOf(datasets: readonly DatasetView[]): DatasetChoice[] {
  return datasets.flatMap(({ id, name, task, versionId, counts }) => {
    if (counts === null || task === 'recommendation') return [];
    const { trainRows, validationRows: heldOut } = counts;
    return [{ id, name, task, versionId, heldOut, all: trainRows + heldOut }];
  });
}

/** What the form begins with: what the link asks for, else the newest model and the data that it was trained on. */
export function firstEvaluation(
  targets: readonly PlaygroundTarget[],
  datasets: readonly DatasetChoice[],
  first: Partial<Pick<EvaluationForm, 'model' | 'datasetId' | 'part'>>,
): EvaluationForm {
  const target = targets.find(({ name }) => name === first.model) ?? targets[0];
  const fits = datasets.filter(({ task }) => target !== undefined && task === taskOfTarget(target));
  const own = fits.find(({ versionId }) => versionId === target?.datasetVersionId);
  const data = datasets.find(({ id }) => id === first.datasetId) ?? own ?? fits[0];
  const part = first.part ?? (data !== undefined && data.heldOut === 0 ? 'all' : 'validation');
  return { model: target?.name ?? '', datasetId: data?.id ?? '', part, maxTokens: '128', name: '' };
}
