'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../../ui/api-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { formatMoney } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { ProblemText } from '../../../ui/problem-text.tsx';
import { Status } from '../../../ui/status.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useAction } from '../../../ui/use-action.ts';
import type { PlanRow } from './billing-view.ts';
import { type PlanPreviewRow, PlanReckoning } from './plan-reckoning.tsx';

interface ChangePlanDialogProps {
  organizationId: string;
  from: PlanRow;
  to: PlanRow;
  onClose: () => void;
}

type Preview = { kind: 'reading' } | { kind: 'known'; row: PlanPreviewRow } | { kind: 'failed'; problem: ApiProblem };

/** Says what another plan costs, as Stripe reckons it, before it is taken; what is shown is what is billed. */
export function ChangePlanDialog({ organizationId, from, to, onClose }: ChangePlanDialogProps) {
  const t = useTranslations('billing');
  const router = useRouter();
  const at = `/api/organizations/${organizationId}/billing/plan`;
  const [preview, setPreview] = useState<Preview>({ kind: 'reading' });
  const asked = useRef<string | null>(null);
  const read = () => {
    setPreview({ kind: 'reading' });
    callApi<PlanPreviewRow>(`${at}/preview`, { body: { planCode: to.code } }).then(
      (row) => setPreview({ kind: 'known', row }),
      (error: unknown) => setPreview({ kind: 'failed', problem: ApiProblem.from(error) }),
    );
  };
  useEffect(() => {
    if (asked.current === to.code) return;
    asked.current = to.code;
    read();
  });
  const { run, isBusy, problem } = useAction(async () => {
    if (preview.kind !== 'known') return;
    const { prorationDate } = preview.row;
    const body = { planCode: to.code, ...(prorationDate === null ? {} : { prorationDate }) };
    await callApi(at, { body });
    showToast({ title: t('change.done', { plan: to.name }), detail: t('change.doneDetail') });
    router.refresh();
    onClose();
  });
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('change.title', { plan: to.name })}
      foot={
        <>
          <Button onClick={onClose}>{t('change.keep', { plan: from.name })}</Button>
          <Button
            variant="primary"
            isBusy={isBusy}
            blockedBecause={preview.kind === 'known' ? null : t('change.notReckoned')}
            onClick={run}
          >
            {t('change.action', { plan: to.name })}
          </Button>
        </>
      }
    >
      <p className="text-pretty text-fg-2">
        {t('change.words', {
          fee: formatMoney(to.monthlyMicros),
          oldFee: formatMoney(from.monthlyMicros),
          limit: formatMoney(to.invoiceLimitMicros),
          oldLimit: formatMoney(from.invoiceLimitMicros),
        })}
      </p>
      <div aria-live="polite" className="min-h-[132px]">
        {preview.kind === 'reading' && <Status kind="running">{t('change.reckoning')}</Status>}
        {preview.kind === 'known' && <PlanReckoning row={preview.row} from={from} to={to} />}
        {preview.kind === 'failed' && (
          <Note
            tone="danger"
            isAlert
            action={
              <Button size="small" onClick={read}>
                {t('change.tryAgain')}
              </Button>
            }
          >
            <ProblemText problem={preview.problem} />
          </Note>
        )}
      </div>
      <FormProblem problem={problem} />
    </Dialog>
  );
}
