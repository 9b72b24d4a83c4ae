'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../../ui/api-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatMoney } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Status } from '../../../ui/status.tsx';

interface Fulfilled {
  kind: 'subscription' | 'credit';
  state: 'OPEN' | 'COMPLETE' | 'EXPIRED';
  planName?: string | null;
  amountMicros?: string | null;
}

type ReturnState =
  | { kind: 'reading' }
  | { kind: 'done'; fulfilled: Fulfilled }
  | { kind: 'failed'; problem: ApiProblem };

/**
 * What a visitor sees who comes back from Checkout (`?session_id=…`): the payment is read from Stripe and booked at once,
 * without waiting for the webhook.
 */
export function CheckoutReturn({ organizationId }: { organizationId: string }) {
  const t = useTranslations('billing');
  const query = useSearchParams();
  const path = usePathname();
  const router = useRouter();
  const sessionId = query.get('session_id');
  const [state, setState] = useState<ReturnState | null>(null);
  const asked = useRef<string | null>(null);
  const fulfil = (id: string) => {
    asked.current = id;
    setState({ kind: 'reading' });
    callApi<Fulfilled>(`/api/organizations/${organizationId}/billing/fulfil`, { body: { sessionId: id } }).then(
      (fulfilled) => {
        setState({ kind: 'done', fulfilled });
        router.replace(path, { scroll: false });
        router.refresh();
      },
      (error: unknown) => setState({ kind: 'failed', problem: ApiProblem.from(error) }),
    );
  };
  useEffect(() => {
    if (sessionId !== null && asked.current !== sessionId) fulfil(sessionId);
  });
  if (state === null && query.get('checkout') === 'cancelled')
    return <Note tone="neutral">{t.rich('return.cancelled', { b: bold })}</Note>;
  if (state === null) return null;
  if (state.kind === 'reading')
    return (
      <Note tone="info">
        <Status kind="running">{t('return.confirming')}</Status>
      </Note>
    );
  if (state.kind === 'failed')
    return (
      <Note
        tone="danger"
        isAlert
        action={
          sessionId !== null && (
            <Button size="small" onClick={() => fulfil(sessionId)}>
              {t('return.tryAgain')}
            </Button>
          )
        }
      >
        {t.rich('return.notYet', { b: bold, problem: state.problem.message })}
        {state.problem.requestId && (
          <div className="mt-1">
            <CopyId id={state.problem.requestId} what={t('return.requestId')} />
          </div>
        )}
      </Note>
    );
  return <ReturnNote fulfilled={state.fulfilled} />;
}

const bold = (chunks: ReactNode) => <b>{chunks}</b>;

function ReturnNote({ fulfilled }: { fulfilled: Fulfilled }) {
  const t = useTranslations('billing');
  if (fulfilled.state === 'OPEN') return <Note tone="warning">{t.rich('return.notFinished', { b: bold })}</Note>;
  if (fulfilled.state === 'EXPIRED') return <Note tone="warning">{t.rich('return.expired', { b: bold })}</Note>;
  if (fulfilled.kind === 'subscription')
    return (
      <Note tone="success">
        {t.rich('return.subscribed', { b: bold, plan: fulfilled.planName ?? t('return.active') })}
      </Note>
    );
  return (
    <Note tone="success">
      {t.rich('return.credited', { b: bold, amount: formatMoney(fulfilled.amountMicros ?? '0') })}
    </Note>
  );
}
