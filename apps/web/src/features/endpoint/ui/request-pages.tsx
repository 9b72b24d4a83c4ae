'use client';

import { useTranslations } from 'next-intl';
import { LinkButton } from '../../../ui/link-button.tsx';
import { olderHref } from '../../../ui/older-href.ts';
import { useUrlFilters } from '../../../ui/use-url-filters.ts';

/** From one page of the calls to the next, and back to the newest; the range above stays. */
export function RequestPages({ last, hasMore }: { last: string | undefined; hasMore: boolean }) {
  const t = useTranslations('endpoint');
  const { query } = useUrlFilters();
  const range = query.get('range') ?? undefined;
  return (
    <>
      <span>{t('requests.newestFirst')}</span>
      <span className="flex gap-2">
        {query.has('after') && (
          <LinkButton size="small" href={olderHref({ range })}>
            {t('requests.newest')}
          </LinkButton>
        )}
        {hasMore && last !== undefined && (
          <LinkButton size="small" href={olderHref({ range, after: last })}>
            {t('requests.older')}
          </LinkButton>
        )}
      </span>
    </>
  );
}
