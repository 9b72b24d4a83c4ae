'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Chip } from '../../../ui/chip.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
import { formatBytes, formatCount, formatMoney, formatShortCount } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ProblemText } from '../../../ui/problem-text.tsx';
import { useAction } from '../../../ui/use-action.ts';
import type { BillingView, PlanRow } from './billing-view.ts';

const ChangePlanDialog = dialogOnUse(async () => (await import('./change-plan-dialog.tsx')).ChangePlanDialog);

/** What each plan costs and allows; the first is bought at Checkout, another one replaces it. */
export function PlanTable({ view }: { view: BillingView }) {
  const t = useTranslations('billing');
  const { organizationId, plan, subscription, isSimulated, canWrite } = view;
  const [next, setNext] = useState<PlanRow | null>(null);
  const { run, isBusy, problem } = useAction(async (planCode: string) => {
    const { url } = await callApi<{ url: string }>(`/api/organizations/${organizationId}/billing/checkout`, {
      body: { kind: 'subscription', planCode },
    });
    location.assign(url);
  });
  const atCheckout = isSimulated ? t('plans.atCheckoutSimulated') : t('plans.atCheckout');
  const act = (chosen: PlanRow) => {
    if (chosen.code === plan.code || chosen.monthlyMicros === 0n) return null;
    const isNew = subscription === null;
    return (
      <Button size="small" isBusy={isBusy} onClick={() => (isNew ? run(chosen.code) : setNext(chosen))}>
        {isNew ? t('plans.subscribe', { plan: chosen.name }) : t('plans.change', { plan: chosen.name })}
      </Button>
    );
  };
  const columns = columnsOf(t, plan);
  return (
    <div id="plans" className="scroll-mt-16">
      <Panel title={t('plans.title')} description={subscription === null ? atCheckout : t('plans.subscribed')} isFlush>
        {problem && (
          <div className="px-4 pb-3">
            <Note tone="danger" isAlert>
              <ProblemText problem={problem} />
            </Note>
          </div>
        )}
        <DataTable
          label={t('plans.title')}
          columns={canWrite ? [...columns, { id: 'act', header: '', place: 'actions', cell: act }] : columns}
          rows={view.plans}
          idOf={(row) => row.code}
          empty={null}
        />
      </Panel>
      {next && <ChangePlanDialog organizationId={organizationId} from={plan} to={next} onClose={() => setNext(null)} />}
    </div>
  );
}

function columnsOf(t: Translate<'billing'>, current: PlanRow): Column<PlanRow>[] {
  return [
    {
      id: 'plan',
      header: t('plans.plan'),
      place: 'lead',
      cell: (plan) => (
        <span className="inline-flex items-center gap-2">
          {plan.name} {plan.code === current.code && <Chip>{t('plans.current')}</Chip>}
        </span>
      ),
    },
    {
      id: 'invoice',
      header: t('plans.onInvoice'),
      isNumber: true,
      cell: (plan) =>
        plan.invoiceLimitMicros === 0n
          ? t('plans.creditOnly')
          : t('plans.upTo', { amount: formatMoney(plan.invoiceLimitMicros) }),
    },
    { id: 'jobs', header: t('plans.jobs'), isNumber: true, cell: (plan) => formatCount(plan.trainConcurrencyMax) },
    {
      id: 'requests',
      header: t('plans.requests'),
      isNumber: true,
      cell: (plan) => formatCount(plan.requestsPerMinute),
    },
    { id: 'tokens', header: t('plans.tokens'), isNumber: true, cell: (plan) => formatShortCount(plan.tokensPerMinute) },
    { id: 'file', header: t('plans.fileSize'), isNumber: true, cell: (plan) => formatBytes(plan.fileSizeBytesMax) },
    { id: 'storage', header: t('plans.storage'), isNumber: true, cell: (plan) => formatBytes(plan.storageBytesMax) },
    {
      id: 'fee',
      header: t('plans.perMonth'),
      isNumber: true,
      place: 'main',
      cell: (plan) => formatMoney(plan.monthlyMicros),
    },
  ];
}
