'use client';

import { useTranslations } from 'next-intl';
import { BarList } from '../../../ui/bar-list.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatShares } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { CallNotes } from '../../playground/ui/call-notes.tsx';
import { CallReceipt } from '../../playground/ui/call-receipt.tsx';
import type { CallControl } from '../../playground/ui/use-call.ts';
import { type ClassifyAnswer, leadOf, type PlaygroundRun } from './playground-run.ts';

interface ClassifyResultProps {
  run: PlaygroundRun | null;
  call: CallControl<ClassifyAnswer>;
  onRetry: () => void;
  organizationId: string;
}

export function ClassifyResult({ run, call, onRetry, organizationId }: ClassifyResultProps) {
  const t = useTranslations('classification');
  const { state, problem } = call;
  const isQuiet = state === 'idle' && problem === null;
  return (
    <Panel title={t('result.title')} aside={isQuiet && run && leadOf(t, run.scores)}>
      <div aria-live="polite" className="grid gap-3">
        <CallNotes call={call} onRetry={onRetry} organizationId={organizationId} />
        {run === null && isQuiet && <EmptyState title={t('result.noneTitle')}>{t('result.noneText')}</EmptyState>}
      </div>
      {run && (
        <div className={isQuiet ? '' : 'mt-3'} aria-busy={state !== 'idle' || undefined}>
          <Scores run={run} />
          <CallReceipt receipt={run} tokens={run.inputTokens} />
        </div>
      )}
    </Panel>
  );
}

/** The rest shares what is left of a per cent. */
const labelsShown = 20;

function Scores({ run }: { run: PlaygroundRun }) {
  const t = useTranslations('classification');
  const shares = formatShares(run.scores.map(({ score }) => score));
  return (
    <BarList
      label={t('result.probabilities')}
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
