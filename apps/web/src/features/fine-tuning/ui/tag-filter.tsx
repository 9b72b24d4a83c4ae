'use client';

import { useTranslations } from 'next-intl';
import { Select } from '../../../ui/select.tsx';
import { useUrlFilters } from '../../../ui/use-url-filters.ts';

/** No tag has a space. */
const every = ' ';

/** `?tag=` in the URL; the page reads it there. */
export function TagFilter({ tags }: { tags: readonly string[] }) {
  const t = useTranslations('fineTuning');
  const { query, set } = useUrlFilters();
  const chosen = query.get('tag');
  // One that no job has any more can still stand in a link.
  const known = chosen === null || tags.includes(chosen) ? tags : [chosen, ...tags];
  return (
    <Select
      label={t('tags.one')}
      className="w-40!"
      options={[{ value: every, label: t('tags.every') }, ...known.map((tag) => ({ value: tag, label: tag }))]}
      value={chosen ?? every}
      onValueChange={(tag) => set({ tag: tag === every ? null : tag, after: null })}
    />
  );
}
