'use client';

import type { PriceBookRow } from '@modelmint/db/system/price-books';
import { BookOpen } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatCount } from '../../../ui/format.ts';
import { formatExactTime } from '../../../ui/format-time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status, type StatusKind } from '../../../ui/status.tsx';

const looks: Record<PriceBookRow['state'], StatusKind> = { past: 'stopped', current: 'active', next: 'queued' };

/** Every version, the newest first. */
export function BookTable({ books, shownVersion }: { books: readonly PriceBookRow[]; shownVersion: number | null }) {
  const t = useTranslations('operator');
  return (
    <Panel title={t('prices.books')} description={t('prices.booksAbout')} isFlush>
      <DataTable
        label={t('prices.books')}
        columns={columnsOf(t, books[0]?.version ?? null)}
        rows={books}
        idOf={({ version }) => String(version)}
        selectedId={shownVersion === null ? null : String(shownVersion)}
        empty={<EmptyState icon={<Icon of={BookOpen} />} title={t('prices.none')} />}
      />
    </Panel>
  );
}

function columnsOf(t: Translate<'operator'>, newest: number | null): Column<PriceBookRow>[] {
  return [
    {
      id: 'book',
      header: t('prices.book'),
      place: 'lead',
      cell: ({ version }) => t('prices.table', { version: String(version) }),
    },
    {
      id: 'state',
      header: t('state'),
      cell: ({ state }) => <Status kind={looks[state]}>{t(`prices.states.${state}`)}</Status>,
    },
    { id: 'count', header: t('prices.count'), isNumber: true, cell: ({ pricesCount }) => formatCount(pricesCount) },
    {
      id: 'from',
      header: t('prices.from'),
      isNumber: true,
      cell: ({ effectiveFrom }) => `${formatExactTime(effectiveFrom).slice(0, 16)} UTC`,
    },
    {
      id: 'published',
      header: t('prices.published'),
      isNumber: true,
      place: 'main',
      cell: ({ publishedAt }) => <RelativeTime at={publishedAt} />,
    },
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: ({ version }) => (
        <LinkButton
          size="small"
          href={version === newest ? '/operator/prices' : `/operator/prices?book=${version}`}
          aria-label={t('prices.showBook', { version: String(version) })}
        >
          {t('prices.show')}
        </LinkButton>
      ),
    },
  ];
}
