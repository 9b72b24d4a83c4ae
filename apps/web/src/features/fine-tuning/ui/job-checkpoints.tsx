'use client';

import type { TrainingSpec } from '@modelmint/domain/training-spec';
import { useState } from 'react';
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
  const [areAllShown, showAll] = useState(false);
  const shown = areAllShown ? checkpoints : checkpoints.filter(({ isBest }, at) => isBest || at < shownAtFirst);
  const isCut = shown.length < checkpoints.length;
  return (
    <Panel
      title="Checkpoints"
      aside={checkpoints.length === 0 ? undefined : 'held-out'}
      isFlush
      foot={
        isCut && (
          <>
            <span>
              {formatCount(shown.length)} of {formatCount(checkpoints.length)}
            </span>
            <Button size="small" onClick={() => showAll(true)}>
              Show all
            </Button>
          </>
        )
      }
    >
      <DataTable
        label="Checkpoints"
        columns={columnsOf(checkpoints, heldOutMeasure(spec))}
        rows={shown}
        idOf={({ id }) => id}
        empty={
          <p className="px-4 pb-4 text-pretty text-fg-2">
            {isOver
              ? 'None was written.'
              : 'One is written at each evaluation. When a worker is lost, the job goes on from the latest.'}
          </p>
        }
      />
    </Panel>
  );
}

function columnsOf(
  checkpoints: readonly CheckpointView[],
  { name, toFigure, format }: HeldOutMeasure,
): Column<CheckpointView>[] {
  const isKnown = (figure: number | null | undefined): figure is number => typeof figure === 'number';
  const accuracy: Column<CheckpointView> = {
    id: 'accuracy',
    header: 'Accuracy',
    isNumber: true,
    place: 'main',
    cell: ({ metrics }) => formatShare(metrics.validAccuracy ?? 0),
    isEmpty: ({ metrics }) => !isKnown(metrics.validAccuracy),
  };
  return [
    {
      id: 'step',
      header: 'Step',
      place: 'lead',
      cell: ({ step, isBest }) => (
        <span className="inline-flex items-center gap-2">
          {formatCount(step)}
          {isBest && <Chip>best</Chip>}
        </span>
      ),
    },
    {
      id: 'loss',
      header: name === 'loss' ? 'Loss' : name,
      isNumber: true,
      cell: ({ metrics }) => format(toFigure(metrics.validLoss ?? 0)),
      isEmpty: ({ metrics }) => !isKnown(metrics.validLoss),
    },
    // What predicts values or ranks items has none.
    ...(checkpoints.some(({ metrics }) => isKnown(metrics.validAccuracy)) ? [accuracy] : []),
    { id: 'size', header: 'Size', isNumber: true, cell: ({ sizeBytes }) => formatBytes(sizeBytes) },
  ];
}
