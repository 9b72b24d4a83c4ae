import { createInterface } from 'node:readline';
import type { ArmFacts } from './arm-process.ts';

/**
 * The side of an arm: says what it is, then measures a round for each line on its standard input, until that ends.
 * `measure` returns work per second.
 */
export async function serveRounds(facts: ArmFacts, measure: () => Promise<number> | number): Promise<void> {
  const say = (answer: object) => process.stdout.write(`${JSON.stringify(answer)}\n`);
  say(facts);
  for await (const _line of createInterface({ input: process.stdin })) say({ rate: await measure() });
}

/** Repeats `step` for at least `seconds`, and returns what it did per second. */
export async function measureSteps(
  seconds: number,
  workPerStep: number,
  step: () => Promise<void> | void,
): Promise<number> {
  const start = performance.now();
  let steps = 0;
  let elapsed = 0;
  while (elapsed < seconds * 1000) {
    await step();
    steps += 1;
    elapsed = performance.now() - start;
  }
  return (steps * workPerStep) / (elapsed / 1000);
}
