// Loads a safetensors file tensor by tensor and tells how many GB per second.

import { stat } from 'node:fs/promises';
import { openSafetensors } from '../src/weights/open-safetensors.ts';
import type { SafetensorsJob } from './safetensors-row.ts';
import { serveRounds } from './serve-rounds.ts';

const job = JSON.parse(process.argv[2] ?? '') as SafetensorsJob;
const { size } = await stat(job.file);
/** Float32 values in a line of 64 bytes, which is what the processor reads at once. */
const lineValues = 16;

/** Values with all that a file holds, kept together as a model would keep them. */
async function load(): Promise<number> {
  const source = await openSafetensors(job.file);
  const tensors: Float32Array[] = [];
  for (const { name } of source.tensors) tensors.push(await source.readFloat32(name));
  await source.close();
  let touched = 0;
  for (const values of tensors) for (let i = 0; i < values.length; i += lineValues) touched += values[i] === 0 ? 0 : 1;
  return touched;
}

for (let i = 0; i < job.warmUpLoads; i++) await load();
await serveRounds({ version: process.version }, async () => {
  const start = performance.now();
  for (let i = 0; i < job.loads; i++) await load();
  return (job.loads * size) / 1e9 / ((performance.now() - start) / 1000);
});
