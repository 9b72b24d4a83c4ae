import { expect, test } from 'vitest';
import { type BatchModel, BatchQueue } from './batch-queue.ts';

const never = new AbortController().signal;

/** Doubles numbers, which cost what they are. */
function makeModel(): BatchModel<number, number> & { batches: number[][] } {
  const batches: number[][] = [];
  return {
    batches,
    costOf: (input) => input,
    run: async (inputs) => {
      batches.push([...inputs]);
      await Promise.resolve();
      return inputs.map((input) => 2 * input);
    },
  };
}

test('a batch ends at its cost, and what costs more goes alone', async () => {
  const queue = new BatchQueue<number, number>({ batchMax: 4, costMax: 10, waitingMax: 100, what: 'numbers' });
  const model = makeModel();
  const asked = [[4, 4, 4], [50], [1, 1, 1, 1, 1]];
  const answers = await Promise.all(asked.map((inputs) => queue.run({ model, inputs, signal: never })));
  expect(answers).toEqual(asked.map((inputs) => inputs.map((input) => 2 * input)));
  for (const batch of model.batches) {
    const cost = batch.reduce((sum, input) => sum + input, 0);
    expect(batch.length === 1 || (batch.length <= 4 && cost <= 10)).toBe(true);
  }
  expect(model.batches).toContainEqual([50]);
});

test('no inputs are answered at once', async () => {
  const queue = new BatchQueue<number, number>({ batchMax: 4, waitingMax: 100, what: 'numbers' });
  expect(await queue.run({ model: makeModel(), inputs: [], signal: never })).toEqual([]);
});
