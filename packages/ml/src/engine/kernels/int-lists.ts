import type { NodeBackend } from './node-backend.ts';

/** Lists of whole numbers on TensorFlow's side, each made once. */
export interface IntLists {
  /** Valid until the next call; a list that is asked for again has mostly the same. */
  handle(values: readonly number[]): number;
}

/** A model has a few hundred shapes; a text that grows brings a few with each token. */
const keptMax = 4096;

export function intLists({ binding }: NodeBackend): IntLists {
  const kept = new Map<string, number>();
  return {
    handle: (values) => {
      const key = values.join();
      const known = kept.get(key);
      if (known !== undefined) return known;
      if (kept.size >= keptMax) {
        for (const handle of kept.values()) binding.deleteTensor(handle);
        kept.clear();
      }
      const made = binding.createTensor([values.length], binding.TF_INT32, Int32Array.from(values));
      kept.set(key, made);
      return made;
    },
  };
}
