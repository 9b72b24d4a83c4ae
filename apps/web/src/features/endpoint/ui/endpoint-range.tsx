'use client';

import { useTranslations } from 'next-intl';
import { Segments } from '../../../ui/segments.tsx';
import { useUrlFilters } from '../../../ui/use-url-filters.ts';
import { type RequestRange, requestRanges } from './request-range.ts';

/** How far back the figures below go; the choice is in the URL. */
export function EndpointRange({ range }: { range: RequestRange }) {
  const t = useTranslations('endpoint');
  const { set } = useUrlFilters();
  return (
    <Segments
      label={t('range.label')}
      value={range}
      onValueChange={(chosen: RequestRange) => set({ range: chosen })}
      options={requestRanges.map((one) => ({ value: one, label: t(`range.${one}`) }))}
    />
  );
}
