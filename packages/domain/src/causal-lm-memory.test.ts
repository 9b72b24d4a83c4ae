import { expect, it } from 'vitest';
import { type CausalLmSize, causalLmTrainingBytes, checkCausalLmMemory } from './causal-lm-memory.ts';

/** GPT-2's smallest. */
const size: CausalLmSize = {
  parameters: 124_439_808,
  contextLength: 1_024,
  hiddenSize: 768,
  layers: 12,
  heads: 12,
  vocabularySize: 50_257,
  linearOutputs: 82_944,
  loraRankSize: 147_456,
  largestParameter: 38_597_376,
};
const full = { method: { kind: 'full' }, isRecomputed: false, microBatchRows: 8, maxTokens: 1_024 } as const;
const adapter = { kind: 'lora', rank: 8, alpha: 16, dropout: 0, targetModules: null, useRslora: false } as const;
const lora = { ...full, method: adapter };

it('counts weights and optimizer of full training, and of LoRA the adapter alone', () => {
  const [all, small] = [causalLmTrainingBytes(size, full), causalLmTrainingBytes(size, lora)];
  expect(all).toMatchObject({ weights: 497_759_232, adapter: 0, optimizer: 995_518_464 });
  expect(small).toMatchObject({ weights: 497_759_232, adapter: 4_718_592, optimizer: 9_437_184 });
  expect(all.totalRecomputed).toBeLessThan(all.totalKept);
  expect(all.total).toBe(all.totalKept);
  expect(causalLmTrainingBytes(size, { ...full, isRecomputed: true }).total).toBe(all.totalRecomputed);
});

it.each([
  [
    full,
    /^A training step would take [\d.]+ GB of memory and may take 4\.0 GB: .* 8 rows of 1024 tokens\. Try to lower max_tokens \(1024\), train with LoRA or take a smaller base model\.$/,
    'training_method',
  ],
  [lora, /Try to lower max_tokens \(1024\), lower lora_rank or take a smaller base model\.$/, 'max_tokens'],
])('refuses what does not fit with the numbers and what to do', (spec, message, name) => {
  const bytes = causalLmTrainingBytes(size, spec);
  checkCausalLmMemory(bytes, { bytesMax: bytes.total, spec });
  expect(() => checkCausalLmMemory(bytes, { bytesMax: 4e9, spec })).toThrow(
    expect.objectContaining({
      code: 'invalid_value',
      param: `method.supervised.hyperparameters.${name}`,
      message: expect.stringMatching(message),
    }),
  );
});
