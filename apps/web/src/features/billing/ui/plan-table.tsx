'use client';

import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Chip } from '../../../ui/chip.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatBytes, formatCount, formatMoney, formatShortCount } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { useAction } from '../../../ui/use-action.ts';
import type { BillingView, PlanRow } from './billing-view.ts';
import { ChangePlanDialog } from './change-plan-dialog.tsx';

/** What each plan costs and allows; the first is bought at Checkout, another one replaces it. */
export function PlanTable({ view }: { view: BillingView }) {
  const { organizationId, plan, subscription, isSimulated, canWrite } = view;
  const [next, setNext] = useState<PlanRow | null>(null);
  const { run, isBusy, problem } = useAction(async (planCode: string) => {
    const { url } = await callApi<{ url: string }>(`/api/organizations/${organizationId}/billing/checkout`, {
      body: { kind: 'subscription', planCode },
    });
    location.assign(url);
  });
  const description =
    subscription === null
      ? `Paid at Stripe Checkout${isSimulated ? ' (simulated payments, no money moves)' : ''}. Usage comes on top, by the token.`
      : 'Usage comes on top, by the token. End the plan in the payment portal.';
  const act = (chosen: PlanRow) => {
    if (chosen.code === plan.code || chosen.monthlyMicros === 0n) return null;
    const isNew = subscription === null;
    return (
      <Button size="small" isBusy={isBusy} onClick={() => (isNew ? run(chosen.code) : setNext(chosen))}>
        {isNew ? 'Subscribe' : 'Change'} to {chosen.name}
      </Button>
    );
  };
  return (
    <div id="plans" className="scroll-mt-16">
      <Panel title="Plans" description={description} isFlush>
        {problem && (
          <div className="px-4 pb-3">
            <Note tone="danger" isAlert>
              {problem.message}
            </Note>
          </div>
        )}
        <DataTable
          label="Plans"
          columns={
            canWrite ? [...columnsOf(plan), { id: 'act', header: '', place: 'actions', cell: act }] : columnsOf(plan)
          }
          rows={view.plans}
          idOf={(row) => row.code}
          empty={null}
        />
      </Panel>
      {next && <ChangePlanDialog organizationId={organizationId} from={plan} to={next} onClose={() => setNext(null)} />}
    </div>
  );
}

function columnsOf(current: PlanRow): Column<PlanRow>[] {
  return [
    {
      id: 'plan',
      header: 'Plan',
      place: 'lead',
      cell: (plan) => (
        <span className="inline-flex items-center gap-2">
          {plan.name} {plan.code === current.code && <Chip>current</Chip>}
        </span>
      ),
    },
    {
      id: 'invoice',
      header: 'Usage on invoice',
      isNumber: true,
      cell: (plan) =>
        plan.invoiceLimitMicros === 0n ? 'credit only' : `up to ${formatMoney(plan.invoiceLimitMicros)}`,
    },
    { id: 'jobs', header: 'Jobs at once', isNumber: true, cell: (plan) => formatCount(plan.trainConcurrencyMax) },
    { id: 'requests', header: 'Requests per min', isNumber: true, cell: (plan) => formatCount(plan.requestsPerMinute) },
    { id: 'tokens', header: 'Tokens per min', isNumber: true, cell: (plan) => formatShortCount(plan.tokensPerMinute) },
    { id: 'file', header: 'File size', isNumber: true, cell: (plan) => formatBytes(plan.fileSizeBytesMax) },
    { id: 'storage', header: 'Storage', isNumber: true, cell: (plan) => formatBytes(plan.storageBytesMax) },
    {
      id: 'fee',
      header: 'Per month',
      isNumber: true,
      place: 'main',
      cell: (plan) => formatMoney(plan.monthlyMicros),
    },
  ];
}
