'use client';

import { Download, ScrollText } from 'lucide-react';
import Link from 'next/link';
import { useEffect } from 'react';
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
const title = (entry: AuditView): string => `${entry.label.slice(0, 1).toUpperCase()}${entry.label.slice(1)}`;

/** Who did what to which thing, from where and when. */
export function AuditPage({ organizationId, entries, shown, hasMore, choices, now }: AuditPageProps) {
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
        title="Audit log"
        facts={['Who did what to which thing, from where. It only grows.']}
        actions={entries !== null && <ExportMenu path={`/api${home}/export`} filters={filters} />}
      />
      <AuditFilters choices={choices} now={now} />
      <Panel
        isFlush
        foot={
          entries !== null &&
          (hasMore || query.has('after')) && (
            <>
              <span>Newest first</span>
              <span className="flex gap-2">
                {query.has('after') && (
                  <LinkButton size="small" href={withQuery(home, filters)}>
                    Show the newest
                  </LinkButton>
                )}
                {hasMore && last && (
                  <LinkButton size="small" href={withQuery(home, filters, last.id)}>
                    Show older entries
                  </LinkButton>
                )}
              </span>
            </>
          )
        }
      >
        <DataTable
          label="Audit log"
          columns={columnsOf(organizationId, show)}
          rows={entries}
          idOf={(entry) => entry.id}
          {...(shown ? { selectedId: shown.id } : {})}
          empty={
            <EmptyState
              icon={<Icon of={ScrollText} />}
              title={isFiltered ? 'No entry matches' : 'Nothing has been done yet'}
              actions={isFiltered && <LinkButton href={home}>Show every entry</LinkButton>}
            >
              {isFiltered
                ? 'Choose other people, acts, projects or days.'
                : 'What members, API keys and the operator do in this organization stands here from then on.'}
            </EmptyState>
          }
        />
      </Panel>
      <Drawer
        isOpen={shown !== null}
        onOpenChange={() => show(undefined)}
        title={shown ? title(shown) : ''}
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
  const href = (format: string) => {
    const query = new URLSearchParams(filters);
    query.set('format', format);
    return `${path}?${query}`;
  };
  return (
    <Menu
      trigger={<Button icon={<Icon of={Download} />}>Export</Button>}
      entries={[
        { kind: 'heading', label: 'What the filters show' },
        { kind: 'link', label: 'CSV', detail: 'for spreadsheets', href: href('csv'), download: true },
        { kind: 'link', label: 'JSONL', detail: 'for programs', href: href('jsonl'), download: true },
      ]}
    />
  );
}

function columnsOf(organizationId: string, show: (entry: AuditView) => void): Column<AuditView>[] {
  return [
    {
      id: 'what',
      header: 'What',
      place: 'lead',
      cell: (entry) => (
        <button type="button" onClick={() => show(entry)} className="text-left hover:underline">
          {title(entry)}
        </button>
      ),
    },
    {
      id: 'thing',
      header: 'Thing',
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
      header: 'Who',
      place: 'plain',
      cell: ({ actor }) => <span title={actor.detail ?? undefined}>{actor.name}</span>,
    },
    {
      id: 'project',
      header: 'Project',
      place: 'rest',
      cell: (entry) => entry.projectName ?? entry.projectId,
      isEmpty: (entry) => entry.projectId === null,
    },
    {
      id: 'from',
      header: 'From',
      place: 'rest',
      cell: (entry) => entry.address,
      isEmpty: (entry) => entry.address === null,
    },
    {
      id: 'when',
      header: 'When',
      isNumber: true,
      place: 'main',
      cell: (entry) => <RelativeTime at={entry.createdAt} />,
    },
  ];
}
