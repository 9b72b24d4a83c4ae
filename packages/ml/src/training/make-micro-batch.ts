import type { LossTargets } from './causal-loss.ts';
import { type ExampleSet, lengthOf } from './example-set.ts';

/** Rows side by side, padded at the end to the longest. */
export interface MicroBatch {
  rows: number;
  time: number;
  ids: Int32Array; // [rows, time]
  /** From 0 in each example. */
  positions: Int32Array; // [rows, time]
  /** Which example of its row a token belongs to, from 1; 0 is padding. */
  segments: Int32Array; // [rows, time]
  targets: LossTargets;
  /** Tokens without padding. */
  tokens: number;
}

/** Any id does for padding: nothing looks at it and nothing there counts. */
const paddingId = 0;

/** @param plan examples of each row, as `planRows` lays them */
export function makeMicroBatch(set: ExampleSet, plan: readonly (readonly number[])[]): MicroBatch {
  const lengths = plan.map((examples) => examples.reduce((sum, example) => sum + lengthOf(set, example), 0));
  const [rows, time] = [plan.length, Math.max(...lengths)];
  const ids = new Int32Array(rows * time).fill(paddingId);
  const positions = new Int32Array(rows * time);
  const segments = new Int32Array(rows * time);
  const places: number[] = [];
  const labels: number[] = [];
  const weights: number[] = [];
  plan.forEach((examples, row) => {
    let at = row * time;
    examples.forEach((example, index) => {
      const start = set.starts[example] ?? 0;
      const length = lengthOf(set, example);
      for (let t = 0; t < length; t++, at++) {
        ids[at] = set.ids[start + t] ?? paddingId;
        positions[at] = t;
        segments[at] = index + 1;
        const weight = set.weights[start + t] ?? 0;
        if (weight === 0) continue;
        places.push(at - 1); // what a token counts is predicted at the place before it
        labels.push(set.ids[start + t] ?? paddingId);
        weights.push(weight);
      }
    });
  });
  const targets = {
    places: Int32Array.from(places),
    labels: Int32Array.from(labels),
    weights: Float32Array.from(weights),
  };
  return { rows, time, ids, positions, segments, targets, tokens: lengths.reduce((sum, length) => sum + length, 0) };
}
