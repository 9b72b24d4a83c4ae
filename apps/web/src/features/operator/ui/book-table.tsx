'use client';

import type { PriceBookRow } from '@modelmint/db/system/price-books';
import { BookOpen } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatCount } from '../../../ui/format.ts';
import { formatExactTime } from '../../../ui/format-time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status, type StatusKind } from '../../../ui/status.tsx';
import { showToast } from '../../../ui/toast.ts';

const looks: Record<PriceBookRow['state'], StatusKind> = {
  past: 'stopped',
  current: 'active',
  next: 'queued',
  withdrawn: 'cancelled',
};

/** Every version, the newest first. */
export function BookTable({ books, shownVersion }: { books: readonly PriceBookRow[]; shownVersion: number | null }) {
  const t = useTranslations('operator');
  const [withdrawn, setWithdrawn] = useState<PriceBookRow | null>(null);
  const newest = books.find(({ state }) => state !== 'withdrawn')?.version ?? null;
  return (
    <Panel title={t('prices.books')} description={t('prices.booksAbout')} isFlush>
      <DataTable
        label={t('prices.books')}
        columns={columnsOf(t, newest, setWithdrawn)}
        rows={books}
        idOf={({ version }) => String(version)}
        selectedId={shownVersion === null ? null : String(shownVersion)}
        empty={<EmptyState icon={<Icon of={BookOpen} />} title={t('prices.none')} />}
      />
      {withdrawn !== null && <WithdrawDialog book={withdrawn} onClose={() => setWithdrawn(null)} />}
    </Panel>
  );
}

function WithdrawDialog({ book: { version }, onClose }: { book: PriceBookRow; onClose: () => void }) {
  const t = useTranslations('operator');
  const router = useRouter();
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={t('prices.withdraw.title', { version: String(version) })}
      action={t('prices.withdraw.action')}
      keep={t('prices.withdraw.keep')}
      onConfirm={async () => {
        await callApi(`/api/operator/prices/${version}/withdraw`, { body: {} });
        showToast({ title: t('prices.withdraw.done', { version: String(version) }) });
        router.refresh();
      }}
    >
      <p>{t('prices.withdraw.text')}</p>
    </ConfirmDialog>
  );
}

function columnsOf(
  t: Translate<'operator'>,
  newest: number | null,
  onWithdraw: (book: PriceBookRow) => void,
): Column<PriceBookRow>[] {
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
      cell: (book) => (
        <span className="flex justify-end gap-2">
          {book.state === 'next' && book.version === newest && (
            <Button
              size="small"
              variant="danger"
              aria-label={t('prices.withdraw.title', { version: String(book.version) })}
              onClick={() => onWithdraw(book)}
            >
              {t('prices.withdraw.short')}
            </Button>
          )}
          <LinkButton
            size="small"
            href={book.version === newest ? '/operator/prices' : `/operator/prices?book=${book.version}`}
            aria-label={t('prices.showBook', { version: String(book.version) })}
          >
            {t('prices.show')}
          </LinkButton>
        </span>
      ),
    },
  ];
}
