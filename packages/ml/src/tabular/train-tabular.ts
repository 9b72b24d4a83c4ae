import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import type { LearnedColumn, TabularModel, TabularSpec } from '@modelmint/domain/tabular-spec';
import type { Engine } from '../engine/engine.ts';
import { digestRun } from '../fitting/digest-run.ts';
import { readFitCheckpoint } from '../fitting/fit-checkpoint.ts';
import type { FitEvent } from '../fitting/fit-event.ts';
import { openFitState, openWeights } from '../fitting/fit-state.ts';
import { planRows } from '../fitting/plan-rows.ts';
import { runFit } from '../fitting/run-fit.ts';
import { newProgress, planSteps } from '../fitting/training-progress.ts';
import { startParameters } from '../layers/start-parameters.ts';
import { collectTable } from './collect-table.ts';
import { describeTables, type TableFacts } from './describe-tables.ts';
import { encodeTable } from './encode-table.ts';
import { learnColumns } from './learn-columns.ts';
import { encodeTargets, learnTarget, type TargetedTable } from './learn-target.ts';
import { evaluateTable } from './predict-table.ts';
import type { TableRows } from './table-row.ts';
import { networkOf, writeTabularArtifact } from './tabular-artifact.ts';
import { figuresOf, type TabularFigures } from './tabular-figures.ts';
import { openTabularFit } from './tabular-fit.ts';

export interface TrainTabularOptions {
  engine: Engine;
  spec: TabularSpec;
  /** Read once each. */
  trainRows: TableRows;
  validationRows: TableRows;
  /** Ours to write in: `step-<n>` while training, `artifact` at the end. */
  checkpointFolder: string;
  /** A checkpoint that an earlier run of the same spec and data wrote. */
  resume?: { folder: string } | undefined;
  /** Looked at between rows and steps; the promise rejects with its reason. */
  signal?: AbortSignal | undefined;
  /** Awaited, before anything is trained. */
  onRead?: ((facts: TableFacts) => void | Promise<void>) | undefined;
  /** Awaited: training goes on when it is done. Its tokens are rows. */
  onEvent: (event: FitEvent<TabularFigures>) => void | Promise<void>;
}

export interface TrainedTabular {
  /** `model.safetensors`, `config.json`. */
  artifactFolder: string;
  /** What each column but the target turned out to hold, and which are left out and why. */
  columns: LearnedColumn[];
  /** Of the best weights on the validation rows. */
  metrics: TabularFigures & { bestStep: number; steps: number; stoppedEarly: boolean };
  /** That were trained on, over all epochs. */
  rowsSeen: number;
}

/**
 * Trains a classifier or a regression on tables and keeps the weights with the lowest validation loss. The same seed, data
 * and machine give the same weights bit for bit, also when the run was cut off and resumed from any of its checkpoints.
 *
 * @throws AppError `dataset_invalid` for rows that lack columns or hold what their roles forbid, for columns that are all
 * missing, and for labels that are unseen in training; `invalid_state` when the loss is not finite, or the checkpoint is
 * damaged or of another run.
 */
export async function trainTabular(options: TrainTabularOptions): Promise<TrainedTabular> {
  const { engine, spec, checkpointFolder, signal } = options;
  const { model, train, validation, facts } = await readTables(options);
  await options.onRead?.(facts);
  const network = networkOf(model);
  const runDigest = digestRun(spec, [...numbersOf(train), ...numbersOf(validation)]);
  const checkpoint = options.resume && (await readFitCheckpoint(options.resume.folder, runDigest, network.parameters));
  const rows = planRows(train.table.count, spec);
  const progress = checkpoint?.progress ?? newProgress();
  const start = checkpoint ?? { weights: startParameters(network.parameters, spec.seed), best: [] };
  const state = openFitState(engine.tf, network.parameters, start);
  let best = start.best;
  try {
    best = await runFit({
      model: openTabularFit(engine, { model, network, state, rows, train, validation, signal }),
      settings: spec,
      plan: planSteps({ ...spec, stepsPerEpoch: rows.stepsPerEpoch }),
      progress,
      best: start.best,
      runDigest,
      checkpointFolder,
      signal,
      onEvent: options.onEvent,
    });
  } finally {
    state.dispose();
  }
  const chosen = openWeights(engine.tf, best);
  try {
    const outputs = await evaluateTable(engine, { network, parameter: chosen.parameter, signal }, validation.table);
    const figures = figuresOf(outputs, model.target, validation.targets);
    const artifactFolder = await writeTabularArtifact(path.join(checkpointFolder, 'artifact'), model, best);
    const { bestStep, step: steps, stoppedEarly, tokensSeen: rowsSeen } = progress;
    return { artifactFolder, columns: model.columns, metrics: { ...figures, bestStep, steps, stoppedEarly }, rowsSeen };
  } finally {
    chosen.dispose();
  }
}

interface Tables {
  model: TabularModel;
  train: TargetedTable;
  validation: TargetedTable;
  facts: TableFacts;
}

async function readTables({ spec, trainRows, validationRows, signal }: TrainTabularOptions): Promise<Tables> {
  const target = spec.columns.find(({ role }) => role === 'target')?.name ?? '';
  const inputs = spec.columns.filter(({ role }) => role !== 'target');
  const targetKind = spec.task === 'tabular-classification' ? 'categorical' : 'numeric';
  const read = (rows: TableRows, source: 'training' | 'validation') =>
    collectTable(
      rows,
      {
        columns: spec.columns.flatMap(({ name, role }) =>
          role === 'ignored' ? [] : [{ name, kind: role === 'target' ? targetKind : role }],
        ),
        others: spec.columns.map(({ name }) => name),
        missingWords: spec.missingWords,
        source,
      },
      signal,
    );
  const train = await read(trainRows, 'training');
  if (train.count < 2)
    throw new AppError(
      'dataset_invalid',
      `The training split has ${train.count} rows: give it at least 2, better 100.`,
    );
  const learned = { columns: learnColumns(train, inputs, spec), target: learnTarget(train, target) };
  const validation = await read(validationRows, 'validation');
  if (validation.count === 0)
    throw new AppError('dataset_invalid', 'The validation split has no rows: hold some of the training rows out.');
  const encode = (raw: typeof train, source: 'training' | 'validation'): TargetedTable => ({
    table: encodeTable(raw, learned.columns),
    targets: encodeTargets(raw, learned.target, source),
  });
  const tables = { train: encode(train, 'training'), validation: encode(validation, 'validation') };
  const facts = describeTables(learned.columns, {
    raw: train,
    train: tables.train.table,
    validation: tables.validation.table,
  });
  return { model: { spec, ...learned }, ...tables, facts };
}

function numbersOf({ table, targets }: TargetedTable): (Int32Array | Float32Array | Float64Array)[] {
  return [table.numeric, ...table.entries, targets.kind === 'label' ? targets.labels : targets.values];
}
