'use client';

import { Download, ScrollText } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { Drawer } from '../../../ui/drawer.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { useUrlFilters } from '../../../ui/use-url-filters.ts';
import type { AuditView } from '../server/audit-view.ts';
import type { AuditFilters as Choices } from '../server/list-audit-entries.ts';
import { AuditDetail } from './audit-detail.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { actionWords, actorWords } from './audit-words.ts';
import { targetPath } from './target-path.ts';

interface AuditPageProps {
  organizationId: string;
  /** null while they are on their way. */
  entries: readonly AuditView[] | null;
  /** The one of the drawer, on this page of the list or not. */
  shown: AuditView | null;
  hasMore: boolean;
  choices: Choices;
  now: Date;
}

const filterNames = ['actor', 'action', 'project', 'from', 'to'] as const;

/** Who did what to which thing, from where and when. */
export function AuditPage({ organizationId, entries, shown, hasMore, choices, now }: AuditPageProps) {
  const t = useTranslations('audit');
  const { query, set } = useUrlFilters();
  const home = `/organizations/${organizationId}/audit`;
  const filters = new URLSearchParams(
    filterNames.flatMap((name) => {
      const value = query.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  const show = (entry: AuditView | undefined) => set({ entry: entry?.id ?? null });
  useSteps(entries ?? [], shown, show);
  const isFiltered = filters.size > 0 || query.has('after');
  const last = entries?.at(-1);
  return (
    <Page>
      <PageHeader
        title={t('title')}
        facts={[t('facts')]}
        actions={entries !== null && <ExportMenu path={`/api${home}/export`} filters={filters} />}
      />
      <AuditFilters choices={choices} now={now} />
      <Panel
        isFlush
        foot={
          entries !== null &&
          (hasMore || query.has('after')) && (
            <>
              <span>{t('newestFirst')}</span>
              <span className="flex gap-2">
                {query.has('after') && (
                  <LinkButton size="small" href={withQuery(home, filters)}>
                    {t('newest')}
                  </LinkButton>
                )}
                {hasMore && last && (
                  <LinkButton size="small" href={withQuery(home, filters, last.id)}>
                    {t('older')}
                  </LinkButton>
                )}
              </span>
            </>
          )
        }
      >
        <DataTable
          label={t('title')}
          columns={columnsOf(t, organizationId, show)}
          rows={entries}
          idOf={(entry) => entry.id}
          {...(shown ? { selectedId: shown.id } : {})}
          empty={
            <EmptyState
              icon={<Icon of={ScrollText} />}
              title={isFiltered ? t('empty.filtered') : t('empty.none')}
              actions={isFiltered && <LinkButton href={home}>{t('empty.showAll')}</LinkButton>}
            >
              {isFiltered ? t('empty.filteredText') : t('empty.noneText')}
            </EmptyState>
          }
        />
      </Panel>
      <Drawer
        isOpen={shown !== null}
        onOpenChange={() => show(undefined)}
        title={shown ? actionWords(t, shown.action) : ''}
        {...(shown ? { description: <RelativeTime at={shown.createdAt} /> } : {})}
      >
        {shown && <AuditDetail organizationId={organizationId} entry={shown} />}
      </Drawer>
    </Page>
  );
}

function withQuery(home: string, filters: URLSearchParams, after?: string): string {
  const next = new URLSearchParams(filters);
  if (after !== undefined) next.set('after', after);
  return next.size === 0 ? home : `${home}?${next}`;
}

/** J and K step through the list while the drawer is open. */
function useSteps(
  entries: readonly AuditView[],
  shown: AuditView | null,
  show: (entry: AuditView | undefined) => void,
): void {
  useEffect(() => {
    const at = entries.findIndex(({ id }) => id === shown?.id);
    if (at < 0) return;
    const press = (event: KeyboardEvent) => {
      const step = { j: 1, k: -1 }[event.key];
      const next = step === undefined ? undefined : entries[at + step];
      if (next !== undefined && !(event.target instanceof HTMLInputElement)) show(next);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}

function ExportMenu({ path, filters }: { path: string; filters: URLSearchParams }) {
  const t = useTranslations('audit');
  const href = (format: string) => {
    const query = new URLSearchParams(filters);
    query.set('format', format);
    return `${path}?${query}`;
  };
  return (
    <Menu
      trigger={<Button icon={<Icon of={Download} />}>{t('export.button')}</Button>}
      entries={[
        { kind: 'heading', label: t('export.heading') },
        { kind: 'link', label: 'CSV', detail: t('export.csv'), href: href('csv'), download: true },
        { kind: 'link', label: 'JSONL', detail: t('export.jsonl'), href: href('jsonl'), download: true },
      ]}
    />
  );
}

function columnsOf(
  t: Translate<'audit'>,
  organizationId: string,
  show: (entry: AuditView) => void,
): Column<AuditView>[] {
  return [
    {
      id: 'what',
      header: t('column.what'),
      place: 'lead',
      cell: (entry) => (
        <button type="button" onClick={() => show(entry)} className="text-left hover:underline">
          {actionWords(t, entry.action)}
        </button>
      ),
    },
    {
      id: 'thing',
      header: t('column.thing'),
      place: 'plain',
      width: '24%',
      cell: (entry) => {
        const path = targetPath(organizationId, entry);
        const name = entry.target.name ?? entry.target.id;
        const text = <span className="block max-w-64 truncate">{name}</span>;
        return path === null ? (
          text
        ) : (
          <Link href={path} className="hover:underline">
            {text}
          </Link>
        );
      },
    },
    {
      id: 'who',
      header: t('column.who'),
      place: 'plain',
      cell: (entry) => {
        const { name, detail } = actorWords(t, entry.actor);
        return <span title={detail ?? undefined}>{name}</span>;
      },
    },
    {
      id: 'project',
      header: t('column.project'),
      place: 'rest',
      cell: (entry) => entry.projectName ?? entry.projectId,
      isEmpty: (entry) => entry.projectId === null,
    },
    {
      id: 'from',
      header: t('column.from'),
      place: 'rest',
      cell: (entry) => entry.address,
      isEmpty: (entry) => entry.address === null,
    },
    {
      id: 'when',
      header: t('column.when'),
      isNumber: true,
      place: 'main',
      cell: (entry) => <RelativeTime at={entry.createdAt} />,
    },
  ];
}
