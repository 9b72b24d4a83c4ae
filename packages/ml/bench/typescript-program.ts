import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChildProgram } from './arm-process.ts';

/** Both sides compute on so many threads. */
export const threads = 2;

/**
 * A TypeScript arm in a process of its own.
 *
 * @param job handed over as JSON
 * @param hasOneDnn oneDNN gains with large matrices and loses with small ones
 */
export function typescriptProgram(arm: string, job: object, { hasOneDnn = false } = {}): ChildProgram {
  return {
    command: process.execPath,
    args: ['--import', import.meta.resolve('tsx'), fileIn(`${arm}.ts`), JSON.stringify(job)],
    env: {
      TF_ENABLE_ONEDNN_OPTS: hasOneDnn ? '1' : '0',
      TF_CPP_MIN_LOG_LEVEL: '2',
      TF_NUM_INTRAOP_THREADS: String(threads),
    },
  };
}

export function pythonProgram(command: string, arm: string, job: object): ChildProgram {
  return {
    command,
    args: [fileIn(`${arm}.py`), JSON.stringify({ ...job, threads })],
    env: {
      // Nothing is fetched: models are made here.
      HF_HUB_OFFLINE: '1',
      TOKENIZERS_PARALLELISM: 'false',
      OMP_NUM_THREADS: String(threads),
      // PyTorch's threads spin while they wait for each other, and lose a factor of ten as soon as others want the same cores.
      OMP_WAIT_POLICY: 'passive',
    },
  };
}

const fileIn = (name: string) => path.join(fileURLToPath(new URL('.', import.meta.url)), name);
