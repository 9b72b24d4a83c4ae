import type { TrainingSample } from '@modelmint/domain/training-metrics';
import { collectChoices } from '../generation/collect-choices.ts';
import type { GenerationModel, GenerationTokenizer } from '../generation/generation-model.ts';
import { openGenerator } from '../generation/open-generator.ts';
import type { SamplePrompt } from './sample-prompts.ts';

export interface SampleOptions {
  tokenizer: GenerationTokenizer;
  /** Tokens that end an answer. */
  eosIds: readonly number[];
  /** Texts that end one. */
  stops?: readonly string[];
  /** Of an answer. */
  tokensMax: number;
  /** Default: 0, always the likeliest token. */
  temperature?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** What the model writes for each prompt, the same each time. */
export async function writeSamples(
  model: GenerationModel,
  prompts: readonly SamplePrompt[],
  { tokenizer, eosIds, stops = [], tokensMax, temperature = 0, signal }: SampleOptions,
): Promise<TrainingSample[]> {
  const generator = openGenerator(model, tokenizer, { maxBatch: Math.max(1, prompts.length), eosIds });
  try {
    return await Promise.all(
      prompts.map(async ({ ids, prompt, expected }) => {
        const maxTokens = Math.min(tokensMax, model.config.contextLength - ids.length);
        const request = { promptIds: ids, maxTokens, stop: stops, seed: 0, sampling: { temperature } };
        const { choices } = await collectChoices(generator.add({ ...request, ...(signal && { signal }) }));
        return { prompt, expected, written: choices[0]?.text ?? '' };
      }),
    );
  } finally {
    generator.close();
  }
}
