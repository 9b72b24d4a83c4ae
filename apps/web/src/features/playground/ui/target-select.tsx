'use client';

import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { Select } from '../../../ui/select.tsx';
import { usePickerSearch } from '../../../ui/use-picker-search.ts';
import { useUrlFilters } from '../../../ui/use-url-filters.ts';
import { shortModelName } from '../../model/ui/short-model-name.ts';
import type { PlaygroundTarget, TrialContext } from './playground-target.ts';

/** What is called; the choice is in the URL. */
export function TargetSelect({ targets, target }: Pick<TrialContext, 'targets' | 'target'>) {
  const t = useTranslations('playground');
  const { set } = useUrlFilters();
  const onSearch = usePickerSearch('find', targets.filter(({ kind }) => kind === 'model').length);
  return (
    <Select
      onSearch={onSearch}
      label={t('target.label')}
      size="small"
      options={targets.map((one) => ({ value: one.name, label: labelOf(one), detail: detailOf(t, one) }))}
      value={target.name}
      onValueChange={(name) => set({ model: name })}
      className="max-w-60"
    />
  );
}

/** The full name of a tuned model is longer than the list is wide. */
const labelOf = ({ kind, name }: PlaygroundTarget): string => (kind === 'model' ? shortModelName(name) : name);

function detailOf(t: Translate<'playground'>, { kind, mode, isWarm }: PlaygroundTarget): string {
  return t('target.detail', {
    kind: t(`target.kind.${kind}`),
    mode: t(`mode.${mode}`),
    state: isWarm ? t('target.warm') : t('target.cold'),
  });
}
