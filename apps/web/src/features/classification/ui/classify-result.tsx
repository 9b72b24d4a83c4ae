'use client';

import { BarList } from '../../../ui/bar-list.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatDuration, formatShares, formatTokens } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { CallNotes } from '../../playground/ui/call-notes.tsx';
import type { CallControl } from '../../playground/ui/use-call.ts';
import { formatMicros } from '../../usage/ui/format-micros.ts';
import { type ClassifyAnswer, leadOf, type PlaygroundRun } from './playground-run.ts';

interface ClassifyResultProps {
  run: PlaygroundRun | null;
  call: CallControl<ClassifyAnswer>;
  onRetry: () => void;
  organizationId: string;
}

export function ClassifyResult({ run, call, onRetry, organizationId }: ClassifyResultProps) {
  const { state, problem } = call;
  const isQuiet = state === 'idle' && problem === null;
  return (
    <Panel title="Result" aside={isQuiet && run && leadOf(run.scores)}>
      <div aria-live="polite" className="grid gap-3">
        <CallNotes call={call} onRetry={onRetry} organizationId={organizationId} />
        {run === null && isQuiet && (
          <EmptyState title="No result yet">
            The labels stand here with their probabilities, and the receipt of the call: tokens, latency and price.
          </EmptyState>
        )}
      </div>
      {run && (
        <div className={isQuiet ? '' : 'mt-3'} aria-busy={state !== 'idle' || undefined}>
          <Scores run={run} />
          <Receipt run={run} />
        </div>
      )}
    </Panel>
  );
}

/** The rest shares what is left of a per cent. */
const labelsShown = 20;

function Scores({ run }: { run: PlaygroundRun }) {
  const shares = formatShares(run.scores.map(({ score }) => score));
  return (
    <BarList
      label="Probabilities"
      bars={run.scores.slice(0, labelsShown).map(({ label, score }, index) => ({
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
