'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { formatMoney } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Status } from '../../../ui/status.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useAction } from '../../../ui/use-action.ts';
import type { BillingView } from './billing-view.ts';
import { cardText } from './card-text.ts';
import { usePortal } from './use-portal.ts';

const TopUpDialog = dialogOnUse(async () => (await import('./top-up-dialog.tsx')).TopUpDialog);

/** Credit that buys itself; off until somebody turns it on. */
export function TopUpPanel({ view }: { view: BillingView }) {
  const t = useTranslations('billing');
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const { organizationId, autoTopUp: rule, card, canWrite } = view;
  const portal = usePortal(organizationId);
  const isOn = rule?.isOn === true;
  const stopped = isOn && rule.stoppedAt !== null ? rule.stoppedReason : null;
  const turnOff = useAction(async () => {
    if (rule === null) return;
    const { thresholdMicros, amountMicros, monthlyMaxMicros, version } = rule;
    const body = {
      isOn: false,
      thresholdMicros: String(thresholdMicros),
      amountMicros: String(amountMicros),
      monthlyMaxMicros: String(monthlyMaxMicros),
      version,
    };
    await callApi(`/api/organizations/${organizationId}/billing/auto-top-up`, { method: 'PUT', body });
    showToast({ title: t('topUp.turnedOff') });
    router.refresh();
  });
  const openLabel = stopped !== null ? t('topUp.turnOnAgain') : isOn ? t('topUp.change') : t('topUp.setUp');
  return (
    <Panel title={t('topUp.title')} aside={<TopUpState isOn={isOn} isStopped={stopped !== null} />}>
      <p className="text-pretty text-fg-2">{t('topUp.text')}</p>
      {stopped !== null && (
        <div className="mt-3">
          <Note tone="warning">{t.rich('topUp.stoppedNote', { b: (chunks) => <b>{chunks}</b>, reason: stopped })}</Note>
        </div>
      )}
      {isOn && <TopUpFacts view={view} />}
      {canWrite && card === null && (
        <div className="mt-3">
          <Note
            tone="neutral"
            action={
              <Button size="small" isBusy={portal.isBusy} onClick={portal.run}>
                {t('topUp.saveCard')}
              </Button>
            }
          >
            {t('topUp.noCardNote')}
          </Note>
        </div>
      )}
      <div className="mt-3 grid gap-3">
        <FormProblem problem={portal.problem ?? turnOff.problem} />
        {canWrite && (
          <div className="flex flex-wrap gap-2">
            <Button
              size="small"
              blockedBecause={card === null ? t('topUp.noCardNote') : null}
              onClick={() => setOpen(true)}
            >
              {openLabel}
            </Button>
            {isOn && (
              <Button size="small" variant="ghost" isBusy={turnOff.isBusy} onClick={turnOff.run}>
                {t('topUp.turnOff')}
              </Button>
            )}
          </div>
        )}
      </div>
      {isOpen && <TopUpDialog view={view} onClose={() => setOpen(false)} />}
    </Panel>
  );
}

function TopUpState({ isOn, isStopped }: { isOn: boolean; isStopped: boolean }) {
  const t = useTranslations('billing');
  if (isStopped) return <Status kind="failed">{t('topUp.stopped')}</Status>;
  return isOn ? <Status kind="active">{t('topUp.on')}</Status> : <Status kind="stopped">{t('topUp.off')}</Status>;
}

function TopUpFacts({ view: { autoTopUp: rule, card, toppedUpMicros } }: { view: BillingView }) {
  const t = useTranslations('billing');
  if (rule === null) return null;
  return (
    <div className="mt-3">
      <KeyValues
        rows={[
          { label: t('topUp.below'), value: formatMoney(rule.thresholdMicros) },
          { label: t('topUp.buys'), value: formatMoney(rule.amountMicros) },
          {
            label: t('topUp.month'),
            value: formatMoney(toppedUpMicros),
            valueDetail: t('topUp.ofMonth', { amount: formatMoney(rule.monthlyMaxMicros) }),
          },
          { label: t('topUp.card'), value: cardText(t, card) },
        ]}
      />
    </div>
  );
}
