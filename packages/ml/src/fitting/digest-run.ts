import { createHash } from 'node:crypto';

/** SHA-256 over a spec and the numbers that a run is trained on. */
export function digestRun(
  spec: unknown,
  numbers: readonly (Uint8Array | Int32Array | Float32Array | Float64Array)[],
): string {
  const hash = createHash('sha256').update(JSON.stringify(spec));
  for (const one of numbers) {
    hash.update(`${one.constructor.name} ${one.length}`);
    hash.update(new Uint8Array(one.buffer, one.byteOffset, one.byteLength));
  }
  return hash.digest('hex');
}
