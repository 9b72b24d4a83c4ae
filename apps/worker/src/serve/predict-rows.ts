import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError, isAppError } from '@modelmint/domain/errors';
import type { PredictAnswer, PredictRequest } from '@modelmint/domain/serving-contract';
import type { ReadRow, TabularPrediction } from '@modelmint/ml/tabular/load-tabular';
import type { CallContext } from './classify-inputs.ts';
import { cannot, type LoadedTableModel } from './loaded-model.ts';

type Rows = PredictRequest['rows'];

/** Cells that are read before others have their turn. */
const cellsPerTurn = 20_000;

/** @throws AppError `invalid_value` with `param` for what the model cannot do or a row that it cannot read. */
export async function predictRows({ rows, topK }: PredictRequest, context: CallContext): Promise<PredictAnswer> {
  const { model, queues, signal, isBackground } = context;
  if (model.kind !== 'tabular') throw cannot('predict from rows of a table', model);
  const read = await readRows(model, rows, signal);
  const results = await queues.rows.run({ model, inputs: read.map((row) => ({ row, topK })), signal, isBackground });
  return { results: results.map(toResult), tokens: rows.map(() => model.cellsRead) };
}

/** Before they share a batch with those of other calls, which are not to fail with them. */
async function readRows(model: LoadedTableModel, rows: Rows, signal: AbortSignal): Promise<ReadRow[]> {
  try {
    return await model.read(inTurns(rows), signal);
  } catch (error) {
    if (!isAppError(error) || error.param === null) throw error;
    const param = error.param.replace(/^rows\[/, 'input[');
    throw new AppError(error.code, error.message, { param, cause: error });
  }
}

async function* inTurns(rows: Rows): AsyncGenerator<Rows[number]> {
  let read = 0;
  for (const row of rows) {
    read += Object.keys(row).length;
    if (read > cellsPerTurn) {
      read = 0;
      await nextTurn();
    }
    yield row;
  }
}

function toResult(prediction: TabularPrediction): PredictAnswer['results'][number] {
  const numbers = prediction.kind === 'value' ? [prediction.value] : prediction.scores.map(({ score }) => score);
  if (!numbers.every(Number.isFinite))
    throw new AppError('invalid_state', 'The model gives no finite number: its weights are damaged. Train it again.', {
      param: 'model',
    });
  const { unseen } = prediction;
  if (prediction.kind === 'value') return { kind: 'value', value: prediction.value, unseen };
  return { kind: 'label', scores: prediction.scores, unseen };
}
