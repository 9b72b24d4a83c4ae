import { type CnnJob, cifarJob, mnistJob, normedJob } from './cnn-job.ts';
import type { Row } from './row.ts';
import { pythonProgram, typescriptProgram } from './typescript-program.ts';

export const cnnRows: readonly Row[] = [
  makeRow('cnn-mnist', 'MNIST shape, 28×28, two convolutions and two dense layers', mnistJob),
  makeRow('cnn-cifar', 'CIFAR shape, 32×32, the plain template', cifarJob),
  makeRow('cnn-normed', 'CIFAR shape, 32×32, the template with batch norm', normedJob),
];

function makeRow(name: string, what: string, job: CnnJob): Row {
  return {
    name,
    about: `training, image classifier of the ${what}, batches of ${job.batch}, AdamW`,
    unit: 'samples/s',
    prepare: async () => undefined,
    ours: () => typescriptProgram('cnn-arm', job, { hasOneDnn: true }),
    peers: [
      {
        name: 'PyTorch',
        goal: 0.6,
        pythonModules: ['torch'],
        program: (_folder, python) => pythonProgram(python, 'cnn_arm', job),
      },
    ],
  };
}
