'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Segments } from '../../../ui/segments.tsx';
import { type RequestRange, requestRanges } from './request-range.ts';

/** How far back the figures below go; the choice is in the URL. */
export function EndpointRange({ range }: { range: RequestRange }) {
  const t = useTranslations('endpoint');
  const path = usePathname();
  const query = useSearchParams();
  const router = useRouter();
  const choose = (chosen: RequestRange) => {
    const next = new URLSearchParams(query);
    next.set('range', chosen);
    router.replace(`${path}?${next}`, { scroll: false });
  };
  return (
    <Segments
      label={t('range.label')}
      value={range}
      onValueChange={choose}
      options={requestRanges.map((one) => ({ value: one, label: t(`range.${one}`) }))}
    />
  );
}
