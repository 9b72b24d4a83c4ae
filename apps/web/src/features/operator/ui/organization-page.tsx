'use client';

import type { OperatorOrganization } from '@modelmint/db/system/read-organization';
import { Ban, Gift, Play } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Money } from '../../../ui/money.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageCrumb } from '../../../ui/page-crumb.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Stats } from '../../../ui/stats.tsx';
import { Status } from '../../../ui/status.tsx';
import type { InvoiceRow } from '../../billing/ui/billing-view.ts';
import { GrantTable } from '../../billing/ui/grant-table.tsx';
import { InvoiceTable } from '../../billing/ui/invoice-table.tsx';
import { CreditDialog, ResumeDialog, SuspendDialog } from './organization-dialogs.tsx';
import { OrganizationJobs, OrganizationMembers, OrganizationProjects } from './organization-tables.tsx';

type Organization = Omit<OperatorOrganization, 'invoices'> & { invoices: InvoiceRow[] };

/** One customer: who, what and money, and what the operator can do about it. Never their data. */
export function OrganizationPage({ organization }: { organization: Organization }) {
  const { name, slug, state, suspendedReason, suspendedAt } = organization;
  return (
    <Page>
      <PageCrumb name={name} />
      <PageHeader
        title={<bdi>{name}</bdi>}
        badge={<Status kind={state} isBadge />}
        facts={[
          <code key="slug">{slug}</code>,
          <CopyId key="id" id={organization.id} what="organization id" />,
          <span key="since">
            since <RelativeTime at={organization.createdAt} />
          </span>,
        ]}
        actions={<Acts organization={organization} />}
      />
      {suspendedReason !== null && suspendedAt !== null && (
        <Note tone="warning">
          <b>Suspended</b> <RelativeTime at={suspendedAt} />: <bdi>{suspendedReason}</bdi>
        </Note>
      )}
      <Figures organization={organization} />
      <Columns>
        <Column span={8}>
          <OrganizationMembers members={organization.members} total={organization.membersCount} />
          <OrganizationJobs jobs={organization.jobs} />
          <InvoiceTable invoices={organization.invoices} />
        </Column>
        <Column span={4}>
          <Wallet organization={organization} />
          <GrantTable grants={organization.grants} />
          <OrganizationProjects projects={organization.projects} total={organization.projectsCount} />
        </Column>
      </Columns>
    </Page>
  );
}

function Figures({ organization }: { organization: Organization }) {
  const { plan, wallet, spentMicros, membersCount, apiKeysCount } = organization;
  return (
    <Stats
      stats={[
        { label: 'Plan', value: plan, detail: 'chosen by its members' },
        { label: 'Credit', value: <Money micros={wallet.creditMicros} />, detail: 'with what is on hold' },
        { label: 'Spend', value: <Money micros={spentMicros} />, detail: 'last 30 days, UTC' },
        { label: 'Members', value: formatCount(membersCount), detail: 'people' },
        { label: 'API keys', value: formatCount(apiKeysCount), detail: 'that work' },
      ]}
    />
  );
}

function Acts({ organization }: { organization: Organization }) {
  const [open, setOpen] = useState<'suspend' | 'resume' | 'credit' | null>(null);
  if (organization.state === 'erased') return null;
  const close = () => setOpen(null);
  const isSuspended = organization.suspendedAt !== null;
  return (
    <>
      <Button icon={<Icon of={Gift} />} onClick={() => setOpen('credit')}>
        Give credit
      </Button>
      {isSuspended ? (
        <Button icon={<Icon of={Play} />} onClick={() => setOpen('resume')}>
          Resume
        </Button>
      ) : (
        <Button variant="danger" icon={<Icon of={Ban} />} onClick={() => setOpen('suspend')}>
          Suspend
        </Button>
      )}
      {open === 'suspend' && <SuspendDialog organization={organization} onClose={close} />}
      {open === 'resume' && <ResumeDialog organization={organization} onClose={close} />}
      {open === 'credit' && <CreditDialog organization={organization} onClose={close} />}
    </>
  );
}

function Wallet({ organization: { wallet } }: { organization: Organization }) {
  const money = (label: string, micros: bigint) => ({ label, value: <Money micros={micros} /> });
  return (
    <Panel title="Wallet">
      <KeyValues
        rows={[
          money('Credit given', wallet.promoMicros),
          money('Credit bought', wallet.paidMicros),
          money('Credit on hold', wallet.heldCreditMicros),
          money('Usage for the next invoice', wallet.accruedMicros),
          money('On hold for the invoice', wallet.heldInvoiceMicros),
          money('Limit of one invoice', wallet.invoiceLimitMicros),
          { ...money('Can be spent at once', wallet.availableMicros), isTotal: true },
        ]}
      />
    </Panel>
  );
}
