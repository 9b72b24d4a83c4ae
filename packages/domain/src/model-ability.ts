import type { CheckpointFacts } from './base-model.ts';
import { Task } from './task.ts';

/** What a call can ask a model for. */
export const modelAbilities = [
  'classify-texts',
  'classify-images',
  'generate',
  'embed',
  'predict',
  'recommend',
] as const;
export type ModelAbility = (typeof modelAbilities)[number];

const ofTask: Record<Task, ModelAbility> = {
  'text-classification': 'classify-texts',
  'text-generation': 'generate',
  'image-classification': 'classify-images',
  tabular: 'predict',
  recommendation: 'recommend',
};

const facts: Record<ModelAbility, { words: string; routes: string }> = {
  'classify-texts': { words: 'classifies texts', routes: 'POST /v1/classifications' },
  'classify-images': { words: 'classifies images', routes: 'POST /v1/classifications' },
  generate: { words: 'writes text', routes: 'POST /v1/chat/completions or POST /v1/completions' },
  embed: { words: 'makes embeddings of texts', routes: 'POST /v1/embeddings' },
  predict: { words: 'predicts a column of table rows', routes: 'POST /v1/predictions' },
  recommend: { words: 'recommends items to users', routes: 'POST /v1/recommendations' },
};

export function abilitiesOfTask(task: string): ModelAbility[] {
  const known = Task.safeParse(task);
  return known.success ? [ofTask[known.data]] : [];
}

export function abilitiesOfFacts({ kind, labels }: Pick<CheckpointFacts, 'kind' | 'labels'>): ModelAbility[] {
  const hasLabels = labels !== null && labels.length > 0;
  if (kind === 'causal-lm') return ['generate'];
  if (kind === 'encoder') return hasLabels ? ['embed', 'classify-texts'] : ['embed'];
  return hasLabels ? ['classify-images'] : [];
}

export function wordsOf(abilities: readonly ModelAbility[]): string {
  return abilities.map((one) => facts[one].words).join(' and ');
}

export function routesOf(abilities: readonly ModelAbility[]): string {
  return [...new Set(abilities.map((one) => facts[one].routes))].join(' or ');
}
