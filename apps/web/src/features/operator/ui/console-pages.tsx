'use client';

import { useTranslations } from 'next-intl';
import { LinkButton } from '../../../ui/link-button.tsx';
import { olderHref } from '../../../ui/older-href.ts';
import { useUrlFilters } from '../../../ui/use-url-filters.ts';

/** From one page of a list of the console to the next, and back; what is filtered stays. Null where there is one page. */
export function useConsolePages(rows: readonly { id: string }[], rowsMax: number) {
  const t = useTranslations('operator');
  const { query } = useUrlFilters();
  const [last, hasMore, isLater] = [rows.at(-1), rows.length >= rowsMax, query.has('after')];
  if (!hasMore && !isLater) return null;
  const kept = Object.fromEntries(['tab', 'q', 'state'].map((name) => [name, query.get(name) ?? undefined]));
  return (
    <>
      <span>{t('pages.shown', { count: rows.length })}</span>
      <span className="flex gap-2">
        {isLater && (
          <LinkButton size="small" href={olderHref(kept)}>
            {t('pages.first')}
          </LinkButton>
        )}
        {hasMore && last !== undefined && (
          <LinkButton size="small" href={olderHref({ ...kept, after: last.id })}>
            {t('pages.older')}
          </LinkButton>
        )}
      </span>
    </>
  );
}
