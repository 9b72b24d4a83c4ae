import { columnsRead, type TabularSpec } from '@modelmint/domain/tabular-spec';
import type { TrainingMetrics } from '@modelmint/domain/training-metrics';
import { type TrainedTabular, trainTabular } from '@modelmint/ml/tabular/train-tabular';
import { z } from 'zod';
import { readRows } from './read-rows.ts';
import { tellTable } from './tell-table.ts';
import type { TrainingDone, TrainRequest } from './train-message.ts';
import type { TrainingTools } from './training-tools.ts';

/** As ingest writes them: cells by the names of their columns. */
const Row = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** A network over the columns of a table, from scratch. */
export async function trainTabularJob(
  request: TrainRequest & { spec: TabularSpec },
  { engine, parent }: TrainingTools,
): Promise<TrainingDone> {
  const { spec, trainPath, validationPath, checkpointFolder, resumeFolder } = request;
  const rowsOf = (file: string) => readRows(file, { row: Row, onWork: parent.tick });
  const tokensOf = (rows: number) => rows * columnsRead(spec).length;
  const result = await trainTabular({
    engine,
    spec,
    trainRows: rowsOf(trainPath),
    validationRows: rowsOf(validationPath),
    checkpointFolder,
    ...(resumeFolder === null ? {} : { resume: { folder: resumeFolder } }),
    onRead: async (facts) => {
      if (resumeFolder === null) for (const note of tellTable(facts)) await parent.say(note);
    },
    onEvent: ({ figures, ...event }) => {
      const valid = figures?.kind === 'label' ? { validAccuracy: figures.accuracy } : {};
      const tokensSeen = tokensOf(event.tokensSeen);
      if (event.kind === 'metrics') return parent.say({ ...event, ...valid, tokensSeen });
      return parent.keep({ ...event, metrics: { ...event.metrics, ...valid }, tokensSeen });
    },
  });
  const { artifactFolder, metrics, rowsSeen } = result;
  return { kind: 'done', artifactFolder, metrics: metricsOf(metrics), tokensTrained: tokensOf(rowsSeen) };
}

function metricsOf(metrics: TrainedTabular['metrics']): TrainingMetrics {
  if (metrics.kind === 'value') {
    const { kind: _, ...values } = metrics;
    return values;
  }
  const { kind: _, logLoss: loss, ...rest } = metrics;
  return { ...rest, loss };
}
