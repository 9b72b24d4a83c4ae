'use client';

import type { TrainingSpec } from '@modelmint/domain/training-spec';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatBytes, formatCount, formatShare } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import type { CheckpointView } from '../server/list-checkpoints.ts';
import { type HeldOutMeasure, heldOutMeasure } from './held-out-measure.ts';

interface JobCheckpointsProps {
  checkpoints: readonly CheckpointView[];
  isOver: boolean;
  spec: TrainingSpec | null;
}

/** Of many evaluations the last ones tell most; the best stays in sight. */
const shownAtFirst = 12;

export function JobCheckpoints({ checkpoints, isOver, spec }: JobCheckpointsProps) {
  const t = useTranslations('fineTuning');
  const [areAllShown, showAll] = useState(false);
  const shown = areAllShown ? checkpoints : checkpoints.filter(({ isBest }, at) => isBest || at < shownAtFirst);
  const isCut = shown.length < checkpoints.length;
  return (
    <Panel
      title={t('checkpoints.title')}
      aside={checkpoints.length === 0 ? undefined : t('chart.heldOut')}
      isFlush
      foot={
        isCut && (
          <>
            <span>
              {t('checkpoints.shown', { shown: formatCount(shown.length), total: formatCount(checkpoints.length) })}
            </span>
            <Button size="small" onClick={() => showAll(true)}>
              {t('checkpoints.showAll')}
            </Button>
          </>
        )
      }
    >
      <DataTable
        label={t('checkpoints.title')}
        columns={columnsOf(t, checkpoints, heldOutMeasure(spec))}
        rows={shown}
        idOf={({ id }) => id}
        empty={
          <p className="px-4 pb-4 text-pretty text-fg-2">{t(isOver ? 'checkpoints.none' : 'checkpoints.willCome')}</p>
        }
      />
    </Panel>
  );
}

function columnsOf(
  t: Translate<'fineTuning'>,
  checkpoints: readonly CheckpointView[],
  { name, toFigure, format }: HeldOutMeasure,
): Column<CheckpointView>[] {
  const isKnown = (figure: number | null | undefined): figure is number => typeof figure === 'number';
  const accuracy: Column<CheckpointView> = {
    id: 'accuracy',
    header: t('result.accuracy'),
    isNumber: true,
    place: 'main',
    cell: ({ metrics }) => formatShare(metrics.validAccuracy ?? 0),
    isEmpty: ({ metrics }) => !isKnown(metrics.validAccuracy),
  };
  return [
    {
      id: 'step',
      header: t('checkpoints.step'),
      place: 'lead',
      cell: ({ step, isBest }) => (
        <span className="inline-flex items-center gap-2">
          {formatCount(step)}
          {isBest && <Chip>{t('checkpoints.best')}</Chip>}
        </span>
      ),
    },
    {
      id: 'loss',
      header: name ?? t('chart.loss'),
      isNumber: true,
      cell: ({ metrics }) => format(toFigure(metrics.validLoss ?? 0)),
      isEmpty: ({ metrics }) => !isKnown(metrics.validLoss),
    },
    // What predicts values or ranks items has none.
    ...(checkpoints.some(({ metrics }) => isKnown(metrics.validAccuracy)) ? [accuracy] : []),
    { id: 'size', header: t('checkpoints.size'), isNumber: true, cell: ({ sizeBytes }) => formatBytes(sizeBytes) },
  ];
}
