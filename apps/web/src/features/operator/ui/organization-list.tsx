'use client';

import type { ListedOrganization } from '@modelmint/db/system/list-organizations';
import { Building2 } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ListEmpty } from '../../../ui/list-empty.tsx';
import { ListFilter } from '../../../ui/list-filter.tsx';
import { Money } from '../../../ui/money.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';

export const organizationsPath = '/operator/organizations';

interface OrganizationListProps {
  /** null while they are read. */
  organizations: readonly ListedOrganization[] | null;
  isFiltered: boolean;
  /** Where the next page is. */
  moreHref: string | null;
  /** Where the first page is, when this is not it. */
  firstHref: string | null;
}

const states = ['active', 'suspended', 'closing', 'erased'] as const;

/** Every customer, the newest first. */
export function OrganizationList({ organizations, isFiltered, moreHref, firstHref }: OrganizationListProps) {
  const words = useTranslations('ui.status');
  return (
    <Page>
      <PageHeader title="Organizations" facts={['Every customer of this platform, the newest first.']} />
      <ListFilter
        label="Name, id, slug or address"
        states={states.map((state) => ({ value: state, label: words(state) }))}
      />
      <Panel
        isFlush
        foot={
          (moreHref !== null || firstHref !== null) && (
            <>
              <span>Newest first</span>
              <span className="flex gap-2">
                {firstHref !== null && (
                  <LinkButton size="small" href={firstHref}>
                    Show the newest
                  </LinkButton>
                )}
                {moreHref !== null && (
                  <LinkButton size="small" href={moreHref}>
                    Show older organizations
                  </LinkButton>
                )}
              </span>
            </>
          )
        }
      >
        <DataTable
          label="Organizations"
          columns={columns}
          rows={organizations}
          idOf={({ id }) => id}
          empty={
            <ListEmpty
              isFiltered={isFiltered}
              all={{ label: 'Show all organizations', href: organizationsPath }}
              icon={<Icon of={Building2} />}
              title="No organizations yet"
              actions={null}
            >
              Whoever signs up makes one; it stands here from then on.
            </ListEmpty>
          }
        />
      </Panel>
    </Page>
  );
}

const columns: Column<ListedOrganization>[] = [
  {
    id: 'name',
    header: 'Organization',
    place: 'lead',
    cell: ({ id, name, slug }) => (
      <>
        <Link href={`${organizationsPath}/${id}`} className="[overflow-wrap:anywhere] hover:underline">
          <bdi>{name}</bdi>
        </Link>
        <small className="[overflow-wrap:anywhere] max-md:block!">{slug}</small>
      </>
    ),
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ state, suspendedReason }) => (
      <span title={suspendedReason ?? undefined}>
        <Status kind={state} />
      </span>
    ),
  },
  { id: 'plan', header: 'Plan', cell: ({ plan }) => plan },
  { id: 'members', header: 'Members', isNumber: true, cell: ({ members }) => formatCount(members) },
  { id: 'balance', header: 'Credit', isNumber: true, cell: ({ creditMicros }) => <Money micros={creditMicros} /> },
  {
    id: 'spend',
    header: 'Spend, 30 days',
    isNumber: true,
    cell: ({ spentMicros }) => <Money micros={spentMicros} />,
  },
  {
    id: 'created',
    header: 'Created',
    isNumber: true,
    place: 'main',
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
  },
];
