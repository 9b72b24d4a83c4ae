import { expect, it } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { type AttentionMaskOptions, attentionMask, positionsOf } from './attention-mask.ts';

/** `x` where a column (row of the picture) sees another, `.` where not. */
it.each<[string, AttentionMaskOptions, string[]]>([
  ['causal', { batch: 1, time: 3 }, ['x..', 'xx.', 'xxx']],
  ['after others', { batch: 1, time: 2, past: 2 }, ['xxx.', 'xxxx']],
  ['a window', { batch: 1, time: 4, slidingWindow: 2 }, ['x...', 'xx..', '.xx.', '..xx']],
  ['a window after others', { batch: 1, time: 1, past: 3, slidingWindow: 2 }, ['..xx']],
  ['padding on the left', { batch: 2, time: 2, attended: [0, 1, 1, 1] }, ['..', '.x', 'x.', 'xx']],
  ['packed texts', { batch: 1, time: 4, segments: [0, 0, 1, 1] }, ['x...', 'xx..', '..x.', '..xx']],
  ['both ways', { batch: 1, time: 3, attended: [1, 1, 0], isCausal: false }, ['xx.', 'xx.', 'xx.']],
])('shows %s', async (_, options, picture) => {
  const { tf } = await openWasmEngine();
  const mask = attentionMask(tf, options);
  const { batch, time, past = 0 } = options;
  expect(mask.shape).toEqual([batch, 1, time, past + time]);
  const values = mask.dataSync();
  expect(values.every((value) => value === 0 || value === -1e9)).toBe(true);
  expect([...values].map((value) => (value === 0 ? 'x' : '.')).join('')).toBe(picture.join(''));
  mask.dispose();
});

it('counts positions from the first token of each row', () => {
  expect([...positionsOf([0, 0, 1, 1, 1, 1, 1, 0], 4)]).toEqual([0, 0, 0, 1, 0, 1, 2, 2]);
});
