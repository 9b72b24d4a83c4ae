import { isAppError } from '@modelmint/domain/errors';
import { adaptCausalLm, type CausalLm, loadCausalLm } from '@modelmint/ml/causal-lm/load-causal-lm';
import { findTurnEnd } from '@modelmint/ml/chat-template/find-turn-end';
import { loadChatTemplate } from '@modelmint/ml/chat-template/load-chat-template';
import { parseTemplate } from '@modelmint/ml/chat-template/parse-template';
import { openGenerator } from '@modelmint/ml/generation/open-generator';
import { readGenerationDefaults } from '@modelmint/ml/generation/read-generation-defaults';
import { AnswerGate } from './answer-gate.ts';
import { batchAnswersMax, cacheLimits, prefillTokens } from './cache-limits.ts';
import type { LoadOptions } from './load-options.ts';
import type { LoadedLanguageModel } from './loaded-model.ts';
import { openTokenizer, type ServedTokenizer } from './served-tokenizer.ts';

/** Answers that a model is to write or that wait for it. */
const answersMax = 256;

export async function loadLanguageModel(options: LoadOptions): Promise<LoadedLanguageModel> {
  const { engine, folder, memoryBytesMax } = options;
  // First: they are small, so what is wrong with them is told before the model is read.
  const tokenizer = await openTokenizer(folder);
  const { eosIds } = await readGenerationDefaults(folder);
  const template = await readTemplate(folder);
  const lm = await loadCausalLm({ engine, folder });
  return openLanguageModel(lm, { tokenizer, template, eosIds, memoryBytesMax, weightBytes: lm.bytes });
}

/** Its own tokenizer and chat template where the adapter brings them, else the base's. */
export async function adaptLanguageModel(
  { engine, folder, memoryBytesMax }: LoadOptions,
  base: LoadedLanguageModel,
): Promise<LoadedLanguageModel> {
  const tokenizer = await openTokenizer(folder, base.tokenizer);
  const template = (await readTemplate(folder)) ?? base.template;
  const lm = await adaptCausalLm(engine, base.lm, folder);
  const { eosIds, weightBytes } = base;
  return openLanguageModel(lm, { tokenizer, template, eosIds, memoryBytesMax, weightBytes });
}

interface Parts {
  tokenizer: ServedTokenizer;
  template: string | null;
  eosIds: readonly number[];
  memoryBytesMax: number;
  /** Of the base, which is what a pass reads. */
  weightBytes: number;
}

function openLanguageModel(lm: CausalLm, parts: Parts): LoadedLanguageModel {
  const { tokenizer, template, memoryBytesMax, weightBytes } = parts;
  const turnEnd = template === null ? { ids: [], stops: [] } : findTurnEnd(tokenizer, template);
  const ownIds = parts.eosIds.length === 0 && tokenizer.eosId !== null ? [tokenizer.eosId] : parts.eosIds;
  const eosIds = [...new Set([...ownIds, ...turnEnd.ids])];
  const { contextLength, cacheTokensMax, workBytes } = cacheLimits(lm.config, memoryBytesMax);
  const model = { ...lm, config: { ...lm.config, contextLength } };
  const generator = openGenerator(model, tokenizer, {
    maxBatch: batchAnswersMax,
    prefillTokens: prefillTokens(weightBytes, { heads: lm.config.heads, contextLength, memoryBytesMax }),
    eosIds,
    cacheTokensMax,
  });
  return {
    kind: 'causal-lm',
    lm,
    tokenizer,
    template,
    turnStops: turnEnd.stops,
    eosIds,
    weightBytes,
    contextLength,
    cacheTokensMax,
    generator,
    gate: new AnswerGate(answersMax),
    bytes: lm.bytes,
    workBytes,
    dispose: () => {
      generator.close();
      lm.dispose();
    },
  };
}

/** Null where there is none that can be read: the model still continues texts. */
async function readTemplate(folder: string): Promise<string | null> {
  try {
    const template = await loadChatTemplate(folder);
    parseTemplate(template);
    return template;
  } catch (error) {
    if (isAppError(error) && error.code === 'invalid_file') return null;
    throw error;
  }
}
