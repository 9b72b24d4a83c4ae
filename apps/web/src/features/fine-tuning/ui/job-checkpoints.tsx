'use client';

import type { TrainingSpec } from '@modelmint/domain/training-spec';
import { Chip } from '../../../ui/chip.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatBytes, formatCount, formatShare } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import type { CheckpointView } from '../server/list-checkpoints.ts';
import { type HeldOutMeasure, heldOutMeasure } from './held-out-measure.ts';

const columnsOf = ({ name, toFigure, format }: HeldOutMeasure): Column<CheckpointView>[] => [
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
    isEmpty: ({ metrics }) => metrics.validLoss === undefined,
  },
  {
    id: 'accuracy',
    header: 'Accuracy',
    isNumber: true,
    place: 'main',
    cell: ({ metrics }) => formatShare(metrics.validAccuracy ?? 0),
    isEmpty: ({ metrics }) => metrics.validAccuracy === undefined,
  },
  { id: 'size', header: 'Size', isNumber: true, cell: ({ sizeBytes }) => formatBytes(sizeBytes) },
];

interface JobCheckpointsProps {
  checkpoints: readonly CheckpointView[];
  isOver: boolean;
  spec: TrainingSpec | null;
}

export function JobCheckpoints({ checkpoints, isOver, spec }: JobCheckpointsProps) {
  return (
    <Panel title="Checkpoints" aside={checkpoints.length === 0 ? undefined : 'held-out'} isFlush>
      <DataTable
        label="Checkpoints"
        columns={columnsOf(heldOutMeasure(spec))}
        rows={checkpoints}
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
