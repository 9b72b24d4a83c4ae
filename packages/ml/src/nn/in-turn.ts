import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * One operation after another, each on what the one before gave, which is freed: its memory, still in the cache, serves the next.
 * Only where nothing is recorded, inside an operation with a gradient by hand.
 */
export function inTurn(x: Tensor, ...steps: readonly ((x: Tensor) => Tensor)[]): Tensor {
  let now = x;
  for (const step of steps) {
    const next = step(now);
    if (now !== x) now.dispose();
    now = next;
  }
  return now;
}
