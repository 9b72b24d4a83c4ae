import type { Adapter } from '../nn/scope.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import type { PeftAdapter, PeftConfig, PeftPair } from './peft-adapter.ts';

/** Copies an adapter from the engine, such as one that has been trained. Its scales are for `config` to say. */
export async function fetchAdapter(adapter: Adapter, config: PeftConfig): Promise<PeftAdapter> {
  const pairs = new Map<string, PeftPair>();
  for (const [module, { a, b }] of adapter.pairs) {
    const [rank, inSize] = a.shape;
    const values = { a: Float32Array.from(await a.data()), b: Float32Array.from(await b.data()) };
    pairs.set(module, { rank, in: inSize, out: b.shape[0], ...values });
  }
  const saved = new Map<string, NamedWeights>();
  for (const [name, tensor] of adapter.saved)
    saved.set(name, { name, shape: [...tensor.shape], values: Float32Array.from(await tensor.data()) });
  return { config, pairs, saved };
}
