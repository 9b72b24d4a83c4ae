'use client';

import { ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { AddCreditButton } from './add-credit-button.tsx';
import type { BillingView } from './billing-view.ts';
import { BudgetPanel } from './budget-panel.tsx';
import { CheckoutReturn } from './checkout-return.tsx';
import { CreditPanel } from './credit-panel.tsx';
import { GrantTable } from './grant-table.tsx';
import { HoldTable } from './hold-table.tsx';
import { InvoiceTable } from './invoice-table.tsx';
import { PlanPanel } from './plan-panel.tsx';
import { PlanTable } from './plan-table.tsx';
import { SpendPanel } from './spend-panel.tsx';
import { TopUpPanel } from './top-up-panel.tsx';
import { usePortal } from './use-portal.ts';

export function BillingPage({ view }: { view: BillingView }) {
  const t = useTranslations('billing');
  const { organizationId, organizationName, isSimulated, hasCustomer, canWrite } = view;
  const portal = usePortal(organizationId);
  return (
    <Page>
      <PageHeader
        title={t('title')}
        badge={isSimulated && <Chip>{t('simulated')}</Chip>}
        facts={[organizationName, t('facts')]}
        actions={
          canWrite &&
          hasCustomer && (
            <Button icon={<Icon of={ExternalLink} />} isBusy={portal.isBusy} onClick={portal.run}>
              {t('openPortal')}
            </Button>
          )
        }
        primary={canWrite && <AddCreditButton organizationId={organizationId} isSimulated={isSimulated} />}
      />
      <CheckoutReturn organizationId={organizationId} />
      <FormProblem problem={portal.problem} />
      {view.subscription?.status === 'past_due' && (
        <Note tone="warning">{t.rich('pastDue', { b: (chunks) => <b>{chunks}</b> })}</Note>
      )}
      <Columns stretch>
        <Column span={4}>
          <SpendPanel view={view} />
        </Column>
        <Column span={4}>
          <CreditPanel view={view} />
        </Column>
        <Column span={4}>
          <PlanPanel view={view} />
        </Column>
      </Columns>
      <Columns stretch>
        <Column span={7}>
          <BudgetPanel view={view} />
        </Column>
        <Column span={5}>
          <TopUpPanel view={view} />
        </Column>
      </Columns>
      <PlanTable view={view} />
      <InvoiceTable invoices={view.invoices} />
      <Columns stretch>
        <Column span={7}>
          <HoldTable holds={view.holds} />
        </Column>
        <Column span={5}>
          <GrantTable grants={view.grants} />
        </Column>
      </Columns>
    </Page>
  );
}
