'use client';

import type { ApiProblem } from '../../../ui/api-problem.ts';
import { BarList } from '../../../ui/bar-list.tsx';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatDuration, formatShares, formatTokens } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Status } from '../../../ui/status.tsx';
import { formatMicros } from '../../usage/ui/format-micros.ts';
import { leadOf, type PlaygroundRun } from './playground-run.ts';

interface ClassifyResultProps {
  run: PlaygroundRun | null;
  state: 'idle' | 'running' | 'loading';
  problem: ApiProblem | null;
  onRetry: () => void;
  onCancel: () => void;
  billingUrl: string;
}

export function ClassifyResult({ run, state, problem, onRetry, onCancel, billingUrl }: ClassifyResultProps) {
  return (
    <Panel title="Result" aside={state === 'idle' && problem === null && run && leadOf(run.scores)}>
      <div aria-live="polite" className="grid gap-3">
        {state === 'loading' && (
          <Note
            tone="info"
            action={
              <Button size="small" onClick={onCancel}>
                Stop waiting
              </Button>
            }
          >
            <Status kind="running">Loading the model</Status>
            <p className="text-fg-2">A worker takes it from storage, once. The answer comes by itself.</p>
          </Note>
        )}
        {problem && <ProblemNote problem={problem} onRetry={onRetry} billingUrl={billingUrl} />}
        {run === null && problem === null && state === 'idle' && (
          <EmptyState title="No result yet">
            The labels stand here with their probabilities, and the receipt of the call: tokens, latency and price.
          </EmptyState>
        )}
      </div>
      {run && (
        <div className={problem !== null || state !== 'idle' ? 'mt-3' : ''} aria-busy={state !== 'idle' || undefined}>
          <Scores run={run} />
          <Receipt run={run} />
        </div>
      )}
    </Panel>
  );
}

function Scores({ run }: { run: PlaygroundRun }) {
  const shares = formatShares(run.scores.map(({ score }) => score));
  return (
    <BarList
      label="Probabilities"
      bars={run.scores.map(({ label, score }, index) => ({
        label,
        share: score,
        value: shares[index],
        isLead: index === 0,
        isMuted: index > 0,
      }))}
    />
  );
}

function Receipt({ run }: { run: PlaygroundRun }) {
  return (
    <div className="mt-3 border-t border-line pt-1">
      <KeyValues
        rows={[
          { label: 'Request', value: <CopyId id={run.requestId} what="request id" /> },
          { label: 'Model', value: <code>{run.modelName}</code> },
          {
            label: 'Tokens, latency',
            value: (
              <>
                {formatTokens(run.inputTokens)}, {formatDuration(run.latencyMs)} {run.wasCold && <Chip>cold</Chip>}
              </>
            ),
          },
          { label: 'Price', value: formatMicros(run.amountMicros) },
        ]}
      />
    </div>
  );
}

function ProblemNote({
  problem,
  onRetry,
  billingUrl,
}: Pick<ClassifyResultProps, 'onRetry' | 'billingUrl'> & { problem: ApiProblem }) {
  const isMoney = problem.code === 'insufficient_quota';
  return (
    <Note
      tone="danger"
      isAlert
      action={
        isMoney ? (
          <LinkButton size="small" href={billingUrl}>
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
