import path from 'node:path';
import { writeAdapter } from '../src/adapter/write-adapter.ts';
import { distilbert } from '../src/architectures/distilbert.ts';
import { openCheckpoint } from '../src/checkpoint/open-checkpoint.ts';
import { describeBase } from '../src/tuning/classifier-base.ts';
import { startTuned } from '../src/tuning/tuned-part.ts';
import { toPeftAdapter } from '../src/tuning/write-tuned.ts';
import { loraMethod, loraSeed } from './causal-lm-job.ts';
import { distilBert, type EncoderJob, encoderLabels as labels } from './encoder-job.ts';
import { makeCheckpoint } from './make-checkpoint.ts';
import type { Row } from './row.ts';
import { pythonProgram, typescriptProgram } from './typescript-program.ts';

export const encoderRows: readonly Row[] = [
  makeRow({
    name: 'lora-distilbert',
    what: 'LoRA of rank 8 beside all linear maps, and the head',
    isLora: true,
    goal: 1,
  }),
  makeRow({ name: 'full-distilbert', what: 'all parameters', isLora: false, goal: 0.8 }),
];

interface EncoderCase {
  name: string;
  what: string;
  isLora: boolean;
  goal: number;
}

function makeRow({ name, what, isLora, goal }: EncoderCase): Row {
  const jobIn = (folder: string): EncoderJob => ({
    modelFolder: path.join(folder, 'model'),
    adapterFolder: isLora ? path.join(folder, 'adapter') : null,
    vocabSize: distilbert.readConfig(distilBert).vocabSize,
    batch: 8,
    time: 128,
    learningRate: isLora ? 2e-4 : 2e-5,
    weightDecay: 0.01,
    clipNorm: 1,
    warmUpSteps: 3,
    seconds: 6,
  });
  return {
    name,
    about: `tuning, DistilBERT for two labels, ${what}; batches of 8 × 128 tokens, AdamW, float32`,
    unit: 'tokens/s',
    prepare: async (folder) => {
      const { modelFolder, adapterFolder } = jobIn(folder);
      await makeCheckpoint(modelFolder, distilbert, distilBert);
      if (adapterFolder !== null) await makeAdapter(modelFolder, adapterFolder);
    },
    ours: (folder) => typescriptProgram('encoder-arm', jobIn(folder), { hasOneDnn: true }),
    peers: [
      {
        name: isLora ? 'PyTorch with PEFT' : 'PyTorch',
        goal,
        pythonModules: ['torch', 'transformers', ...(isLora ? ['peft'] : [])],
        program: (folder, python) => pythonProgram(python, 'encoder_arm', jobIn(folder)),
      },
    ],
  };
}

async function makeAdapter(modelFolder: string, adapterFolder: string): Promise<void> {
  const { base } = describeBase(distilBert, { kind: 'encoder', labels });
  const { weights: source } = await openCheckpoint(modelFolder);
  try {
    const weights = await startTuned(source, base, { method: loraMethod, labels, seed: loraSeed });
    await writeAdapter(adapterFolder, toPeftAdapter({ base, weights, baseModel: modelFolder }, loraMethod));
  } finally {
    await source.close();
  }
}
