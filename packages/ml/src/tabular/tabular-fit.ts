import type { TabularModel } from '@modelmint/domain/tabular-spec';
import type { Engine } from '../engine/engine.ts';
import type { FitState } from '../fitting/fit-state.ts';
import type { RowPlan } from '../fitting/plan-rows.ts';
import type { Fitted } from '../fitting/run-fit.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { takeRows } from './encode-table.ts';
import type { TargetedTable, Targets } from './learn-target.ts';
import type { TableNetwork } from './open-table-network.ts';
import { evaluateTable } from './predict-table.ts';
import { labelWeights } from './table-loss.ts';
import { figuresOf, lossOf, type TabularFigures } from './tabular-figures.ts';

const dropoutStream = 3;
const unseenStream = 4;

export interface TabularRun {
  model: TabularModel;
  network: TableNetwork;
  state: FitState;
  rows: RowPlan;
  train: TargetedTable;
  validation: TargetedTable;
  signal?: AbortSignal | undefined;
}

/** Steps and evaluations of a model of tables. */
export function openTabularFit(engine: Engine, run: TabularRun): Fitted<TabularFigures> {
  const { model, network, state, rows, train, validation, signal } = run;
  const { spec, target } = model;
  const weights =
    train.targets.kind === 'label' && target.kind === 'label'
      ? labelWeights(train.targets.labels, target.labels.length, spec.isBalanced)
      : new Float64Array();
  return {
    advance: (step, learningRate) => {
      const chosen = rows.rowsOf(step);
      const random = seededRandom(spec.seed, unseenStream, step);
      const batch = takeRows(train.table, chosen, { rate: spec.unseenRate, random });
      const targets = takeTargets(train.targets, chosen);
      const loss = state.step(
        (statistics) => {
          const training = {
            random: seededRandom(spec.seed, dropoutStream, step),
            update: (name: string, value: Parameters<typeof statistics.set>[1]) => void statistics.set(name, value),
          };
          const pass = network.forward({ engine, parameter: state.parameter, training }, batch);
          const { labelSmoothing } = spec;
          const result = lossOf(pass.output.dataSync(), { target, targets }, { weights, labelSmoothing });
          const gradients = pass.backward(engine.tf.tensor2d(result.gradient, pass.output.shape));
          return { loss: result.loss, gradients };
        },
        { ...spec, step, learningRate },
      );
      return { loss, rows: chosen.length };
    },
    measure: async () => {
      const { table, targets } = validation;
      const outputs = await evaluateTable(engine, { network, parameter: state.parameter, signal }, table);
      const { loss } = lossOf(outputs, { target, targets }, { weights, labelSmoothing: 0 });
      return { loss, figures: figuresOf(outputs, target, targets) };
    },
    readWeights: state.readWeights,
    optimizerToWrite: state.optimizerToWrite,
  };
}

function takeTargets(targets: Targets, chosen: Int32Array): Targets {
  if (targets.kind === 'label') return { kind: 'label', labels: chosen.map((row) => targets.labels[row] ?? -1) };
  return { kind: 'value', values: Float64Array.from(chosen, (row) => targets.values[row] ?? Number.NaN) };
}
