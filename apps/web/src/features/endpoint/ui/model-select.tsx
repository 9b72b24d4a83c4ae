'use client';

import { taskNames } from '@modelmint/domain/task';
import { formatDay } from '../../../ui/format-time.ts';
import { Select } from '../../../ui/select.tsx';
import { readTrainingResult, resultWords } from '../../fine-tuning/ui/training-result.ts';
import type { ModelView } from '../../model/server/model-view.ts';

interface ModelSelectProps {
  models: readonly ModelView[];
  /** Id of the chosen model. */
  value: string | null;
  onValueChange: (modelId: string) => void;
  /** A model that cannot be chosen, and why. */
  blocked?: { modelId: string; because: string };
}

/** A tuned model by its name, with what tells it from the others. */
export function ModelSelect({ models, value, onValueChange, blocked }: ModelSelectProps) {
  return (
    <Select
      options={models.map((model) => ({
        value: model.id,
        label: model.name,
        detail: factsOf(model),
        ...(model.id === blocked?.modelId ? { blockedBecause: blocked.because } : {}),
      }))}
      value={value}
      onValueChange={onValueChange}
      placeholder="Choose a model"
    />
  );
}

export function factsOf(model: ModelView): string {
  const made = `made ${formatDay(model.createdAt)}`;
  const result = readTrainingResult(model.metrics);
  const task = taskNames[model.task];
  return result === null ? `${task}, ${made}` : `${task}, ${resultWords(result)} on held-out rows, ${made}`;
}
