'use client';

import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { BarList } from '../../../ui/bar-list.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatShare, formatShares } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { leadOf } from '../../classification/ui/playground-run.ts';
import { CallNotes } from '../../playground/ui/call-notes.tsx';
import { CallReceipt } from '../../playground/ui/call-receipt.tsx';
import type { CallControl } from '../../playground/ui/use-call.ts';
import { type Predicted, type Prediction, type PredictionRun, saidOf, unseenWords } from './predicted.ts';

interface PredictResultProps {
  run: PredictionRun | null;
  targetName: string;
  call: CallControl<Predicted>;
  onRetry: () => void;
  organizationId: string;
}

export function PredictResult({ run, targetName, call, onRetry, organizationId }: PredictResultProps) {
  const t = useTranslations('prediction');
  const c = useTranslations('classification');
  const { state, problem } = call;
  const isQuiet = state === 'idle' && problem === null;
  const [first, ...others] = run?.predictions ?? [];
  return (
    <Panel title={t('result')} aside={isQuiet && asideOf({ t, c }, first, others.length)}>
      <div aria-live="polite" className="grid gap-3">
        <CallNotes call={call} onRetry={onRetry} organizationId={organizationId} />
        {run === null && isQuiet && (
          <EmptyState title={t('noResult')}>
            {t.rich('noResultText', {
              target: targetName,
              b: (chunks) => <b className="font-medium text-fg">{chunks}</b>,
            })}
          </EmptyState>
        )}
      </div>
      {run && first && (
        <div className={isQuiet ? '' : 'mt-3'} aria-busy={state !== 'idle' || undefined}>
          {others.length === 0 ? (
            <OnePrediction prediction={first} targetName={targetName} />
          ) : (
            <RowPredictions predictions={run.predictions} targetName={targetName} />
          )}
          <CallReceipt receipt={run} tokens={run.inputTokens} />
        </div>
      )}
    </Panel>
  );
}

interface AsideWords {
  t: Translate<'prediction'>;
  c: Translate<'classification'>;
}

function asideOf({ t, c }: AsideWords, first: Prediction | undefined, others: number) {
  if (others > 0) return t('rowCount', { count: others + 1 });
  return first?.kind === 'label' ? leadOf(c, first.scores) : null;
}

/** The rest shares what is left of a per cent. */
const labelsShown = 20;

function OnePrediction({ prediction, targetName }: { prediction: Prediction; targetName: string }) {
  const t = useTranslations('prediction');
  const unseen = unseenWords(t, prediction.unseen);
  return (
    <>
      {prediction.kind === 'value' ? (
        <>
          <p className="text-fg-2">{targetName}</p>
          <p className="text-figure font-medium tabular-nums" title={String(prediction.value)}>
            {saidOf(prediction)}
          </p>
        </>
      ) : (
        <LabelBars scores={prediction.scores} />
      )}
      {unseen && (
        <div className="mt-3">
          <Note tone="warning">{unseen}</Note>
        </div>
      )}
    </>
  );
}

function LabelBars({ scores }: { scores: readonly { label: string; score: number }[] }) {
  const t = useTranslations('prediction');
  const shares = formatShares(scores.map(({ score }) => score));
  return (
    <BarList
      label={t('probabilities')}
      bars={scores.slice(0, labelsShown).map(({ label, score }, index) => ({
        ...{ label, share: score, value: shares[index] },
        ...{ isLead: index === 0, isMuted: index > 0 },
      }))}
    />
  );
}

interface RowPrediction {
  row: number;
  prediction: Prediction;
}

function RowPredictions({ predictions, targetName }: { predictions: readonly Prediction[]; targetName: string }) {
  const t = useTranslations('prediction');
  const rows = predictions.map((prediction, index) => ({ row: index + 1, prediction }));
  const hasLabels = predictions.some(({ kind }) => kind === 'label');
  const hasUnseen = predictions.some(({ unseen }) => unseen.length > 0);
  const columns: Column<RowPrediction>[] = [
    { id: 'row', header: t('row'), place: 'lead', cell: ({ row }) => t('rowNumber', { number: row }) },
    {
      id: 'said',
      header: targetName,
      isNumber: !hasLabels,
      place: 'main',
      cell: ({ prediction }) => <span className="[overflow-wrap:anywhere]">{saidOf(prediction)}</span>,
    },
    ...(hasLabels
      ? [
          {
            id: 'probability',
            header: t('probability'),
            isNumber: true,
            cell: ({ prediction }: RowPrediction) => shareOf(prediction),
          },
        ]
      : []),
    ...(hasUnseen
      ? [
          {
            id: 'unseen',
            header: t('emptyOrNew'),
            place: 'rest' as const,
            cell: ({ prediction }: RowPrediction) => prediction.unseen.join(', '),
            isEmpty: ({ prediction }: RowPrediction) => prediction.unseen.length === 0,
          },
        ]
      : []),
  ];
  return (
    <div className="-mx-4">
      <DataTable label={t('predictions')} columns={columns} rows={rows} idOf={({ row }) => String(row)} empty={null} />
    </div>
  );
}

function shareOf(prediction: Prediction): string {
  return prediction.kind === 'label' ? formatShare(prediction.scores[0]?.score ?? 0) : '–';
}
