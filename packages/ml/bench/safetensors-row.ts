import { randomFillSync } from 'node:crypto';
import path from 'node:path';
import { writeTensors } from '../src/weights/write-tensors.ts';
import type { Row } from './row.ts';
import { pythonProgram, typescriptProgram } from './typescript-program.ts';

/** 25 matrices of 20 MB. */
const shape = [2000, 2500];
const count = 25;

const jobIn = (folder: string) => ({ file: path.join(folder, 'model.safetensors'), warmUpLoads: 2, loads: 5 });
export type SafetensorsJob = ReturnType<typeof jobIn>;

export const safetensorsRow: Row = {
  name: 'safetensors',
  about: 'load of a file of 500 MB of float32 that is in the page cache, every line of 64 bytes read',
  unit: 'GB/s',
  prepare: async (folder) => {
    const bytes = randomFillSync(new Uint8Array(shape.reduce((product, size) => product * size, 4)));
    const tensors = Array.from({ length: count }, (_, index) => ({
      name: `layers.${index}.weight`,
      shape,
      dtype: 'F32' as const,
      readBytes: () => bytes,
    }));
    await writeTensors(jobIn(folder).file, tensors);
  },
  ours: (folder) => typescriptProgram('safetensors-arm', jobIn(folder)),
  peers: [
    {
      name: 'safetensors of Python into NumPy arrays',
      goal: 0.8,
      pythonModules: ['safetensors', 'numpy'],
      program: (folder, python) => pythonProgram(python, 'safetensors_arm', { ...jobIn(folder), isCopied: true }),
    },
    {
      name: 'safetensors of Python, memory-mapped by PyTorch',
      goal: 0.8,
      pythonModules: ['safetensors', 'torch'],
      program: (folder, python) => pythonProgram(python, 'safetensors_arm', { ...jobIn(folder), isCopied: false }),
    },
  ],
};
