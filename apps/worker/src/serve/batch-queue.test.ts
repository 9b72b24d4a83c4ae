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

test('who waits comes before the background, which has small batches of its own and never stands still', async () => {
  const queue = new BatchQueue<number, number>({ batchMax: 8, waitingMax: 1000, what: 'numbers' });
  const model = makeModel();
  const ones = (count: number) => Array.from({ length: count }, () => 1);
  const background = [queue.run({ model, inputs: ones(5), signal: never, isBackground: true })];
  background.push(queue.run({ model, inputs: ones(3), signal: never, isBackground: true }));
  const awaited = [1, 2].map((times) =>
    queue.run({ model, inputs: ones(80).map((one) => one + times), signal: never }),
  );
  await Promise.all([...background, ...awaited]);
  const sizes = model.batches.filter((batch) => batch.includes(1)).map((batch) => batch.length);
  expect(sizes).toEqual([2, 2, 2, 1, 1]);
  // Eight batches of those who wait, then one of the background.
  expect(model.batches.slice(0, 18).findIndex((batch) => batch.includes(1))).toBe(8);
  expect(model.batches.every((batch) => batch.includes(1) === !batch.some((one) => one > 1))).toBe(true);
});

test('what waits in the background keeps nobody out', async () => {
  const queue = new BatchQueue<number, number>({ batchMax: 4, waitingMax: 10, what: 'numbers' });
  const model = makeModel();
  const full = [5, 5].map((count) =>
    queue.run({ model, inputs: Array(count).fill(1), signal: never, isBackground: true }),
  );
  await expect(queue.run({ model, inputs: [1], signal: never, isBackground: true })).rejects.toThrow(
    /too many numbers/,
  );
  expect(await queue.run({ model, inputs: [3], signal: never })).toEqual([6]);
  await Promise.all(full);
});
