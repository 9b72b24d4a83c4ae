'use client';

import type { OperatorOrganization } from '@modelmint/db/system/read-organization';
import { Ban, Gift, LifeBuoy, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
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
import { LimitsPanel } from './limits-panel.tsx';
import { CreditDialog, ResumeDialog, SuspendDialog } from './organization-dialogs.tsx';
import { OrganizationJobs, OrganizationMembers, OrganizationProjects } from './organization-tables.tsx';

const StartSupportDialog = dialogOnUse(
  async () => (await import('../../support/ui/start-support-dialog.tsx')).StartSupportDialog,
);

type Organization = Omit<OperatorOrganization, 'invoices'> & { invoices: InvoiceRow[] };

/** One customer: who, what and money, and what the operator can do about it. Never their data. */
export function OrganizationPage({ organization }: { organization: Organization }) {
  const t = useTranslations('operator');
  const { name, slug, state, suspendedReason, suspendedAt } = organization;
  return (
    <Page>
      <PageCrumb name={name} />
      <PageHeader
        title={<bdi>{name}</bdi>}
        badge={<Status kind={state} isBadge />}
        facts={[
          <code key="slug">{slug}</code>,
          <CopyId key="id" id={organization.id} what={t('detail.id')} />,
          <span key="since">
            {t.rich('detail.since', { time: () => <RelativeTime at={organization.createdAt} /> })}
          </span>,
        ]}
        actions={<Acts organization={organization} />}
      />
      {suspendedReason !== null && suspendedAt !== null && (
        <Note tone="warning">
          {t.rich('detail.suspended', {
            b: (text) => <b>{text}</b>,
            time: () => <RelativeTime at={suspendedAt} />,
            reason: () => <bdi>{suspendedReason}</bdi>,
          })}
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
          <LimitsPanel organization={organization} />
          <GrantTable grants={organization.grants} />
          <OrganizationProjects projects={organization.projects} total={organization.projectsCount} />
        </Column>
      </Columns>
    </Page>
  );
}

function Figures({ organization }: { organization: Organization }) {
  const t = useTranslations('operator');
  const { plan, wallet, spentMicros, membersCount, apiKeysCount } = organization;
  return (
    <Stats
      stats={[
        { label: t('plan'), value: plan, detail: t('detail.planDetail') },
        { label: t('credit'), value: <Money micros={wallet.creditMicros} />, detail: t('detail.creditDetail') },
        { label: t('detail.spend'), value: <Money micros={spentMicros} />, detail: t('detail.spendDetail') },
        { label: t('members'), value: formatCount(membersCount), detail: t('detail.membersDetail') },
        { label: t('detail.keys'), value: formatCount(apiKeysCount), detail: t('detail.keysDetail') },
      ]}
    />
  );
}

function Acts({ organization }: { organization: Organization }) {
  const t = useTranslations('operator');
  const tSupport = useTranslations('support');
  const [open, setOpen] = useState<'suspend' | 'resume' | 'credit' | 'support' | null>(null);
  if (organization.state === 'erased') return null;
  const close = () => setOpen(null);
  const isSuspended = organization.suspendedAt !== null;
  return (
    <>
      <Button icon={<Icon of={LifeBuoy} />} onClick={() => setOpen('support')}>
        {tSupport('start.open')}
      </Button>
      <Button icon={<Icon of={Gift} />} onClick={() => setOpen('credit')}>
        {t('gift.action')}
      </Button>
      {isSuspended ? (
        <Button icon={<Icon of={Play} />} onClick={() => setOpen('resume')}>
          {t('detail.resume')}
        </Button>
      ) : (
        <Button variant="danger" icon={<Icon of={Ban} />} onClick={() => setOpen('suspend')}>
          {t('detail.suspend')}
        </Button>
      )}
      {open === 'suspend' && <SuspendDialog organization={organization} onClose={close} />}
      {open === 'resume' && <ResumeDialog organization={organization} onClose={close} />}
      {open === 'support' && (
        <StartSupportDialog organization={organization} allowedUntil={organization.supportUntil} onClose={close} />
      )}
      {open === 'credit' && <CreditDialog organization={organization} onClose={close} />}
    </>
  );
}

function Wallet({ organization: { wallet } }: { organization: Organization }) {
  const t = useTranslations('operator');
  const money = (label: string, micros: bigint) => ({ label, value: <Money micros={micros} /> });
  return (
    <Panel title={t('wallet.title')}>
      <KeyValues
        rows={[
          money(t('wallet.given'), wallet.promoMicros),
          money(t('wallet.bought'), wallet.paidMicros),
          money(t('wallet.held'), wallet.heldCreditMicros),
          money(t('wallet.accrued'), wallet.accruedMicros),
          money(t('wallet.heldInvoice'), wallet.heldInvoiceMicros),
          money(t('wallet.limit'), wallet.invoiceLimitMicros),
          { ...money(t('wallet.available'), wallet.availableMicros), isTotal: true },
        ]}
      />
    </Panel>
  );
}
