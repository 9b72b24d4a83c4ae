import { expect, it } from 'vitest';
import { planSequences } from './plan-sequences.ts';

it.each([
  { name: 'one text a row', rows: [[0, 1, 2]], texts: [[0, 1, 2]] },
  {
    name: 'several texts in a row, padded behind',
    rows: [
      [0, 1, 0, 1, 2, 0, 0],
      [0, 1, 2, 3, 4, 5, 6],
    ],
    texts: [[0, 1], [2, 3, 4], [5], [6], [7, 8, 9, 10, 11, 12, 13]],
  },
  {
    name: 'padding before a text',
    rows: [
      [0, 0, 0, 0, 1],
      [0, 1, 2, 3, 4],
    ],
    texts: [
      [0, 1, 2],
      [3, 4],
      [5, 6, 7, 8, 9],
    ],
  },
])('$name', ({ rows, texts }) => {
  const [batch, time] = [rows.length, rows[0]?.length ?? 0];
  const plan = planSequences(Int32Array.from(rows.flat()), { batch, time });
  expect([plan.count, plan.time]).toEqual([texts.length, Math.max(...texts.map(({ length }) => length))]);
  texts.forEach((places, text) => {
    places.forEach((place, step) => {
      expect(plan.places[step * plan.count + text]).toBe(place);
      expect(plan.columns[place]).toBe(step * plan.count + text);
    });
  });
});
