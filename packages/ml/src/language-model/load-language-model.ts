import { type CausalLm, type LoadCausalLmOptions, loadCausalLm } from '../causal-lm/load-causal-lm.ts';
import { collectChoices } from '../generation/collect-choices.ts';
import { generate } from '../generation/generate.ts';
import type { GenerationRequest } from '../generation/generation-request.ts';
import { readGenerationDefaults } from '../generation/read-generation-defaults.ts';
import { loadTokenizer } from '../tokenizer/load-tokenizer.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';

export interface LoadedLanguageModel {
  model: CausalLm;
  tokenizer: Tokenizer;
  /**
   * What the model writes after a prompt; an empty one asks for a text from its beginning. `sampling.temperature` 0 takes the
   * likeliest token each time, above 1 it dares more.
   *
   * @throws AppError `invalid_value` with `param` for options out of range
   */
  write(prompt: string, options?: Omit<GenerationRequest, 'promptIds' | 'n'>): Promise<string>;
  dispose(): void;
}

/**
 * Loads what `trainLanguageModel` wrote as its artifact, or any other causal language model, with its tokenizer.
 *
 * @throws AppError `invalid_file` when a file is missing, damaged, or does not fit the others.
 */
export async function loadLanguageModel(options: LoadCausalLmOptions): Promise<LoadedLanguageModel> {
  const tokenizer = await loadTokenizer(options.folder);
  const { eosIds, sampling: defaults } = await readGenerationDefaults(options.folder);
  const model = await loadCausalLm(options);
  return {
    model,
    tokenizer,
    write: async (prompt, request = {}) => {
      const own = { ...request, promptIds: tokenizer.encode(prompt), sampling: { ...defaults, ...request.sampling } };
      const ends = eosIds.length === 0 ? {} : { eosIds };
      const { choices } = await collectChoices(generate(model, tokenizer, { ...own, ...ends }));
      return choices[0]?.text ?? '';
    },
    dispose: model.dispose,
  };
}
