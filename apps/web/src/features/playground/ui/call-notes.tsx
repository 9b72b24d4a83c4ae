'use client';

import { useTranslations } from 'next-intl';
import type { ApiProblem } from '../../../ui/api-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import { ProblemText } from '../../../ui/problem-text.tsx';
import { Status } from '../../../ui/status.tsx';
import type { CallControl } from './use-call.ts';

interface CallNotesProps {
  call: Pick<CallControl<never>, 'state' | 'problem' | 'stop'>;
  onRetry: () => void;
  organizationId: string;
}

/** What a call waits for, and why one has failed. */
export function CallNotes({ call, onRetry, organizationId }: CallNotesProps) {
  const t = useTranslations('playground');
  const { state, problem, stop } = call;
  return (
    <>
      {state === 'loading' && (
        <Note
          tone="info"
          action={
            <Button size="small" onClick={stop}>
              {t('call.stop')}
            </Button>
          }
        >
          <Status kind="running">{t('call.loading')}</Status>
          <p className="text-fg-2">{t('call.loadingText')}</p>
        </Note>
      )}
      {problem && <ProblemNote problem={problem} onRetry={onRetry} organizationId={organizationId} />}
    </>
  );
}

function ProblemNote({
  problem,
  onRetry,
  organizationId,
}: Pick<CallNotesProps, 'onRetry' | 'organizationId'> & { problem: ApiProblem }) {
  const t = useTranslations('playground');
  const isMoney = problem.code === 'insufficient_quota';
  return (
    <Note
      tone="danger"
      isAlert
      action={
        isMoney ? (
          <LinkButton size="small" href={`/organizations/${organizationId}/billing`}>
            {t('call.addCredit')}
          </LinkButton>
        ) : (
          <Button size="small" onClick={onRetry}>
            {t('call.retry')}
          </Button>
        )
      }
    >
      <ProblemText problem={problem} />
    </Note>
  );
}
