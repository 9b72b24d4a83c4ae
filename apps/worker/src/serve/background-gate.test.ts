import { expect, test } from 'vitest';
import { BackgroundGate } from './background-gate.ts';

const never = new AbortController().signal;
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('lets as many answers of the background be written as allowed, the next ones in their order', async () => {
  const gate = new BackgroundGate(4);
  const begun: string[] = [];
  const enter = (name: string, answers: number) =>
    gate.enterBackground(answers, never).then((leave) => {
      begun.push(name);
      return leave;
    });
  const [a, b] = [await enter('a', 3), await enter('b', 1)];
  const [c, d] = [enter('c', 3), enter('d', 1)];
  await turn();
  expect(begun).toEqual(['a', 'b']);
  b();
  await turn();
  // A small one does not pass a large one that came before it.
  expect(begun).toEqual(['a', 'b']);
  a();
  await turn();
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  for (const leave of [await c, await d]) leave();
});

test('lets one call of the background go on while somebody waits, and all of them afterwards', async () => {
  const gate = new BackgroundGate(4);
  const leaveFirst = gate.enterForeground();
  const one = await gate.enterBackground(2, never);
  let begun = 0;
  const others = [1, 1].map((answers) =>
    gate.enterBackground(answers, never).then((leave) => {
      begun++;
      return leave;
    }),
  );
  await turn();
  expect(begun).toBe(0);
  one();
  await turn();
  expect(begun).toBe(1);
  leaveFirst();
  await turn();
  expect(begun).toBe(2);
  for (const leave of await Promise.all(others)) leave();
});

test('a call that goes while it waits leaves its place', async () => {
  const gate = new BackgroundGate(1);
  const leave = await gate.enterBackground(1, never);
  const gone = new AbortController();
  const waiting = gate.enterBackground(1, gone.signal);
  gone.abort(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
  leave();
  expect(await gate.enterBackground(1, never)).toBeTypeOf('function');
  await expect(gate.enterBackground(1, gone.signal)).rejects.toThrow('gone');
});
