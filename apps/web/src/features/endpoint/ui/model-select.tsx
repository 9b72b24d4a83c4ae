'use client';

import { formatShare } from '../../../ui/format.ts';
import { formatDay } from '../../../ui/format-time.ts';
import { Select } from '../../../ui/select.tsx';
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
  const accuracy = accuracyOf(model);
  return accuracy === null ? made : `${formatShare(accuracy)} accuracy on held-out rows, ${made}`;
}

/** 0 to 1 on held-out rows; null where it was not measured. */
export function accuracyOf({ metrics }: Pick<ModelView, 'metrics'>): number | null {
  return typeof metrics.accuracy === 'number' ? metrics.accuracy : null;
}
