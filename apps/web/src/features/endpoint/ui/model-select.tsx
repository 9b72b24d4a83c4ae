'use client';

import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { formatDay } from '../../../ui/format-time.ts';
import { Select } from '../../../ui/select.tsx';
import { usePickerSearch } from '../../../ui/use-picker-search.ts';
import { resultWords } from '../../fine-tuning/ui/training-result.ts';
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
  const t = useTranslations('endpoint');
  const onSearch = usePickerSearch('find', models.length);
  return (
    <Select
      onSearch={onSearch}
      options={models.map((model) => ({
        value: model.id,
        label: model.name,
        detail: factsOf(t, model),
        ...(model.id === blocked?.modelId ? { blockedBecause: blocked.because } : {}),
      }))}
      value={value}
      onValueChange={onValueChange}
      placeholder={t('select.choose')}
    />
  );
}

export function factsOf(t: Translate<'endpoint'>, model: ModelView): string {
  const facts = { task: t(`task.${model.task}`), day: formatDay(model.createdAt) };
  const result = model.metrics;
  return result === null ? t('select.made', facts) : t('select.measured', { ...facts, result: resultWords(result) });
}
