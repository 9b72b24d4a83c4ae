import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { HfConfig, ParameterLayout } from '../src/architectures/architecture.ts';
import { seededRandom } from '../src/random/seeded-random.ts';
import { fromFloat32 } from '../src/weights/from-float32.ts';
import { writeTensors } from '../src/weights/write-tensors.ts';

/** Gives uniform numbers the standard deviation 0.02, with which GPT-2 and Llama start. */
const width = 0.02 * Math.sqrt(12);

/** Writes a checkpoint in Hugging Face's layout, with random weights of the shapes of its config. */
export async function makeCheckpoint<Config>(
  folder: string,
  architecture: { readConfig(json: HfConfig): Config; parameters(config: Config): ParameterLayout[] },
  json: HfConfig,
): Promise<void> {
  const stored = architecture.parameters(architecture.readConfig(json)).filter(({ tiedTo }) => tiedTo === undefined);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'config.json'), JSON.stringify(json));
  const tensors = stored.map(({ name, shape, isOptional }, index) => ({ name, shape, isOptional, index }));
  await writeTensors(
    path.join(folder, 'model.safetensors'),
    tensors
      .filter(({ isOptional }) => isOptional !== true)
      .map(({ name, shape, index }) => ({
        name,
        shape,
        dtype: 'F32' as const,
        readBytes: () => fromFloat32(draw(name, shape, index), 'F32'),
      })),
    { format: 'pt' },
  );
}

/** Matrices at random; of vectors norms are one and biases zero. */
function draw(name: string, shape: readonly number[], index: number): Float32Array {
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  if (shape.length === 1) return values.fill(name.endsWith('.weight') ? 1 : 0);
  const random = seededRandom(1, index);
  for (let i = 0; i < values.length; i++) values[i] = (random() - 0.5) * width;
  return values;
}
