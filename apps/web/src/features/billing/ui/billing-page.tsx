'use client';

import { ExternalLink } from 'lucide-react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Chip } from '../../../ui/chip.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { AddCreditButton } from './add-credit-button.tsx';
import type { BillingView } from './billing-view.ts';
import { CheckoutReturn } from './checkout-return.tsx';
import { CreditPanel } from './credit-panel.tsx';
import { GrantTable } from './grant-table.tsx';
import { HoldTable } from './hold-table.tsx';
import { InvoiceTable } from './invoice-table.tsx';
import { PlanPanel } from './plan-panel.tsx';
import { PlanTable } from './plan-table.tsx';
import { SpendPanel } from './spend-panel.tsx';

export function BillingPage({ view }: { view: BillingView }) {
  const { organizationId, organizationName, isSimulated, hasCustomer, canWrite } = view;
  const portal = useAction(async () => {
    const { url } = await callApi<{ url: string }>(`/api/organizations/${organizationId}/billing/portal`, {
      method: 'POST',
    });
    location.assign(url);
  });
  return (
    <Page>
      <PageHeader
        title="Billing"
        badge={isSimulated && <Chip>simulated payments</Chip>}
        facts={[organizationName, 'all amounts in USD, periods in UTC']}
        actions={
          canWrite &&
          hasCustomer && (
            <Button icon={<Icon of={ExternalLink} />} isBusy={portal.isBusy} onClick={portal.run}>
              Open payment portal
            </Button>
          )
        }
        primary={canWrite && <AddCreditButton organizationId={organizationId} isSimulated={isSimulated} />}
      />
      <CheckoutReturn organizationId={organizationId} />
      <FormProblem problem={portal.problem} />
      {view.subscription?.status === 'past_due' && (
        <Note tone="warning">
          <b>The last payment failed.</b> Open the payment portal and change the card. An invoice that is open for more
          than 7 days stops usage on the invoice: work is then paid from credit.
        </Note>
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
