import path from 'node:path';
import { writeAdapter } from '../src/adapter/write-adapter.ts';
import { gpt2 } from '../src/architectures/gpt2.ts';
import { llama } from '../src/architectures/llama.ts';
import { startLora } from '../src/training/start-lora.ts';
import { toPeftAdapter } from '../src/training/write-artifact.ts';
import { type CausalLmCase, type CausalLmJob, gpt2Small, loraMethod, loraSeed, smolLm2 } from './causal-lm-job.ts';
import { makeCheckpoint } from './make-checkpoint.ts';
import type { Row } from './row.ts';
import { pythonProgram, typescriptProgram } from './typescript-program.ts';

const setting = 'batches of 2 × 128 tokens, AdamW, float32';

export const causalLmRows: readonly Row[] = [
  makeRow(
    { name: 'lora-gpt2', what: 'GPT-2 124M, LoRA of rank 8 beside all linear maps', goal: 1 },
    {
      architecture: gpt2,
      json: gpt2Small,
      isLora: true,
    },
  ),
  makeRow(
    { name: 'lora-smollm2', what: 'SmolLM2 135M, LoRA of rank 8 beside all linear maps', goal: 1 },
    {
      architecture: llama,
      json: smolLm2,
      isLora: true,
    },
  ),
  makeRow(
    { name: 'full-gpt2', what: 'GPT-2 124M, all parameters', goal: 0.8 },
    {
      architecture: gpt2,
      json: gpt2Small,
      isLora: false,
    },
  ),
];

function makeRow({ name, what, goal }: { name: string; what: string; goal: number }, one: CausalLmCase): Row {
  const { architecture, json, isLora } = one;
  const config = architecture.readConfig(json);
  const jobIn = (folder: string): CausalLmJob => ({
    modelFolder: path.join(folder, 'model'),
    adapterFolder: isLora ? path.join(folder, 'adapter') : null,
    vocabSize: config.vocabSize,
    batch: 2,
    time: 128,
    learningRate: isLora ? 2e-4 : 2e-5,
    weightDecay: 0.01,
    clipNorm: 1,
    warmUpSteps: 3,
    seconds: 6,
  });
  return {
    name,
    about: `training, ${what}; ${setting}`,
    unit: 'tokens/s',
    prepare: async (folder) => {
      const { modelFolder, adapterFolder } = jobIn(folder);
      await makeCheckpoint(modelFolder, architecture, json);
      if (adapterFolder === null) return;
      const weights = startLora(architecture.linears(config), { rank: loraMethod.rank, seed: loraSeed });
      const model = { architecture, config, weights: new Map() };
      await writeAdapter(adapterFolder, toPeftAdapter({ model, weights, baseModel: modelFolder }, loraMethod));
    },
    ours: (folder) => typescriptProgram('causal-lm-arm', jobIn(folder), { hasOneDnn: true }),
    peers: [
      {
        name: isLora ? 'PyTorch with PEFT' : 'PyTorch',
        goal,
        pythonModules: ['torch', 'transformers', ...(isLora ? ['peft'] : [])],
        program: (folder, python) => pythonProgram(python, 'causal_lm_arm', jobIn(folder)),
      },
    ],
  };
}
