'use client';

import { useRouter } from 'next/navigation';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { formatMoney } from '../../../ui/format.ts';
import { showToast } from '../../../ui/toast.tsx';
import { useAction } from '../../../ui/use-action.ts';
import type { PlanRow } from './billing-view.ts';

interface ChangePlanDialogProps {
  organizationId: string;
  from: PlanRow;
  to: PlanRow;
  onClose: () => void;
}

/** Says what another plan costs before it is taken. */
export function ChangePlanDialog({ organizationId, from, to, onClose }: ChangePlanDialogProps) {
  const router = useRouter();
  const { run, isBusy, problem } = useAction(async () => {
    await callApi(`/api/organizations/${organizationId}/billing/plan`, { body: { planCode: to.code } });
    showToast({ title: `The plan is now ${to.name}`, detail: 'Its limits hold from now on.' });
    router.refresh();
    onClose();
  });
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={`Change the plan to ${to.name}`}
      foot={
        <>
          <Button onClick={onClose}>Keep {from.name}</Button>
          <Button variant="primary" isBusy={isBusy} onClick={run}>
            Change plan to {to.name}
          </Button>
        </>
      }
    >
      <p className="text-pretty text-fg-2">
        {formatMoney(to.monthlyMicros)} per month instead of {formatMoney(from.monthlyMicros)}. The difference for the
        rest of this period goes on the next invoice. Usage may then reach {formatMoney(to.invoiceLimitMicros)} on an
        invoice, up to now {formatMoney(from.invoiceLimitMicros)}.
      </p>
      <FormProblem problem={problem} />
    </Dialog>
  );
}
