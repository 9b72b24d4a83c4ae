'use client';

import type { ApiProblem } from '../../../ui/api-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import { Status } from '../../../ui/status.tsx';
import type { CallControl } from './use-call.ts';

interface CallNotesProps {
  call: Pick<CallControl<never>, 'state' | 'problem' | 'stop'>;
  onRetry: () => void;
  organizationId: string;
}

/** What a call waits for, and why one has failed. */
export function CallNotes({ call, onRetry, organizationId }: CallNotesProps) {
  const { state, problem, stop } = call;
  return (
    <>
      {state === 'loading' && (
        <Note
          tone="info"
          action={
            <Button size="small" onClick={stop}>
              Stop waiting
            </Button>
          }
        >
          <Status kind="running">Loading the model</Status>
          <p className="text-fg-2">A worker takes it from storage, once. The answer comes by itself.</p>
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
  const isMoney = problem.code === 'insufficient_quota';
  return (
    <Note
      tone="danger"
      isAlert
      action={
        isMoney ? (
          <LinkButton size="small" href={`/organizations/${organizationId}/billing`}>
            Add credit
          </LinkButton>
        ) : (
          <Button size="small" onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
      {problem.message}
      {problem.requestId && (
        <div className="mt-1">
          <CopyId id={problem.requestId} what="request id" />
        </div>
      )}
    </Note>
  );
}
