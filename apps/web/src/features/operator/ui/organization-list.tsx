'use client';

import type { ListedOrganization } from '@modelmint/db/system/list-organizations';
import { Building2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
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
import { OrganizationLink, organizationsPath } from './organization-link.tsx';

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
  const t = useTranslations('operator');
  const words = useTranslations('ui.status');
  return (
    <Page>
      <PageHeader title={t('organizations.title')} facts={[t('organizations.about')]} />
      <ListFilter
        label={t('organizations.filter')}
        states={states.map((state) => ({ value: state, label: words(state) }))}
      />
      <Panel
        isFlush
        foot={
          (moreHref !== null || firstHref !== null) && (
            <>
              <span>{t('organizations.order')}</span>
              <span className="flex gap-2">
                {firstHref !== null && (
                  <LinkButton size="small" href={firstHref}>
                    {t('organizations.newest')}
                  </LinkButton>
                )}
                {moreHref !== null && (
                  <LinkButton size="small" href={moreHref}>
                    {t('organizations.older')}
                  </LinkButton>
                )}
              </span>
            </>
          )
        }
      >
        <DataTable
          label={t('organizations.title')}
          columns={columnsOf(t)}
          rows={organizations}
          idOf={({ id }) => id}
          empty={
            <ListEmpty
              isFiltered={isFiltered}
              all={{ label: t('organizations.all'), href: organizationsPath }}
              icon={<Icon of={Building2} />}
              title={t('organizations.empty.title')}
              actions={null}
            >
              {t('organizations.empty.text')}
            </ListEmpty>
          }
        />
      </Panel>
    </Page>
  );
}

function columnsOf(t: Translate<'operator'>): Column<ListedOrganization>[] {
  return [
    {
      id: 'name',
      header: t('organization'),
      place: 'lead',
      cell: ({ id, name, slug }) => (
        <>
          <OrganizationLink id={id} name={name} />
          <small className="[overflow-wrap:anywhere] max-md:block!">{slug}</small>
        </>
      ),
    },
    {
      id: 'state',
      header: t('state'),
      cell: ({ state, suspendedReason }) => (
        <span title={suspendedReason ?? undefined}>
          <Status kind={state} />
        </span>
      ),
    },
    { id: 'plan', header: t('plan'), cell: ({ plan }) => plan },
    { id: 'members', header: t('members'), isNumber: true, cell: ({ members }) => formatCount(members) },
    { id: 'balance', header: t('credit'), isNumber: true, cell: ({ creditMicros }) => <Money micros={creditMicros} /> },
    {
      id: 'spend',
      header: t('organizations.spend'),
      isNumber: true,
      cell: ({ spentMicros }) => <Money micros={spentMicros} />,
    },
    {
      id: 'created',
      header: t('created'),
      isNumber: true,
      place: 'main',
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
  ];
}
