import { AppError } from '@modelmint/domain/errors';
import type { GenerateAnswer, GenerateRequest } from '@modelmint/domain/serving-contract';
import { type Collected, type CollectedChoice, collectChoices } from '@modelmint/ml/generation/collect-choices';
import type { GenerationRequest } from '@modelmint/ml/generation/generation-request';
import type { SamplingOptions } from '@modelmint/ml/generation/sampling-options';
import { toLogprobs } from './answer-logprobs.ts';
import { callAnswersMax } from './cache-limits.ts';
import { cannot, type LoadedLanguageModel, type LoadedModel } from './loaded-model.ts';
import { type Prompt, readPrompts } from './read-prompts.ts';
import { runInLanes } from './run-in-lanes.ts';

/** Prompts × answers to each. */
const callChoicesMax = 128;
/** Between the seeds of the parts of a call. */
const seedStep = 1_000_003;

/** Answers to one prompt that are written together. */
interface Part {
  prompt: Prompt;
  n: number;
  seed: number | undefined;
}

/**
 * Writes the answers of a call, as many at a time as leave room for others; when the signal is aborted, nothing more is
 * computed for it and its reason is thrown.
 *
 * @throws AppError `invalid_value` with `param`, `context_length_exceeded` with the numbers, `engine_overloaded`.
 */
export async function generateText(
  asked: GenerateRequest,
  { model, signal }: { model: LoadedModel; signal: AbortSignal },
): Promise<GenerateAnswer> {
  if (model.kind !== 'causal-lm') throw cannot('write text', model);
  const prompts = await readPrompts(model, asked.prompt, signal);
  const request = fitLength(asked, model, prompts);
  for (const prompt of prompts) checkLength(model, prompt, request.maxTokens);
  checkChoices(prompts.length, request.n);
  const parts = prompts.flatMap((prompt) => planParts(model, prompt, request));
  const options = readOptions(model, request);
  const leave = model.gate.enter(prompts.length * request.n);
  try {
    const lanes = Math.max(1, Math.floor(callAnswersMax / Math.max(...parts.map(({ n }) => n))));
    const written = await runInLanes(parts, { lanes, signal }, (part, partSignal) =>
      write(model, part, { ...options, signal: partSignal }),
    );
    signal.throwIfAborted();
    return toAnswer(model, request, { prompts, parts, written });
  } finally {
    leave();
  }
}

/** A length that nobody has asked for is what is served after the longest prompt, where that is less. */
function fitLength(asked: GenerateRequest, { contextLength }: LoadedLanguageModel, prompts: readonly Prompt[]) {
  const room = contextLength - Math.max(...prompts.map(({ ids }) => ids.length));
  if (asked.isLengthSoft !== true || asked.maxTokens === null || room < 1) return asked;
  return { ...asked, maxTokens: Math.min(asked.maxTokens, room) };
}

function checkLength({ contextLength, lm }: LoadedLanguageModel, { ids, param }: Prompt, maxTokens: number | null) {
  const room = contextLength - ids.length;
  if (room >= Math.max(maxTokens ?? 1, 0) && room >= 0) return;
  const context =
    contextLength === lm.config.contextLength
      ? `the model's context is ${contextLength} tokens`
      : `the server gives this model ${contextLength} tokens of context (SERVING_MEMORY_MB)`;
  const isPrompt = room < 1;
  throw new AppError(
    'context_length_exceeded',
    isPrompt
      ? `The prompt has ${ids.length} tokens; ${context}. Shorten the prompt.`
      : `The prompt has ${ids.length} tokens and max_tokens asks for ${maxTokens} more; ${context}. Ask for at most ${room}.`,
    { param: isPrompt ? param : 'max_tokens' },
  );
}

function checkChoices(prompts: number, n: number): void {
  if (prompts * n <= callChoicesMax) return;
  throw new AppError(
    'invalid_value',
    `The call asks for ${prompts * n} answers (${prompts} prompts, ${n} to each); at most ${callChoicesMax} are written in a call.`,
    { param: 'n' },
  );
}

/** An answer may come to what the context leaves, so memory says how many are written together. */
function planParts(model: LoadedLanguageModel, prompt: Prompt, { n, seed, maxTokens }: GenerateRequest): Part[] {
  const length = maxTokens === null ? model.contextLength : prompt.ids.length + maxTokens;
  const fitting = Math.floor(model.cacheTokensMax / Math.max(1, length));
  const size = Math.max(1, Math.min(callAnswersMax, fitting));
  return Array.from({ length: Math.ceil(n / size) }, (_, i) => ({
    prompt,
    n: Math.min(size, n - i * size),
    // Each part draws by its own seed, or it would write the same again.
    seed: seed === null ? undefined : (seed + i * seedStep) % Number.MAX_SAFE_INTEGER,
  }));
}

function readOptions(model: LoadedLanguageModel, request: GenerateRequest): Omit<GenerationRequest, 'promptIds'> {
  const { prompt, maxTokens, logprobs, echo } = request;
  return {
    sampling: readSampling(request),
    stop: 'messages' in prompt ? [...request.stop, ...model.turnStops] : request.stop,
    echo: echo && logprobs !== null,
    ...(maxTokens === null ? {} : { maxTokens }),
    ...(logprobs === null ? {} : { logprobs }),
  };
}

function readSampling(request: GenerateRequest): Partial<SamplingOptions> {
  const { temperature, topP, topK, minP, presencePenalty, frequencyPenalty, repetitionPenalty } = request;
  const bias = Object.entries(request.logitBias).map(([id, value]): [number, number] => {
    if (/^\d{1,9}$/.test(id)) return [Number(id), value];
    throw new AppError('invalid_value', `logit_bias names tokens by their id, and "${id}" is none.`, {
      param: 'logit_bias',
    });
  });
  return {
    temperature,
    topP,
    presencePenalty,
    frequencyPenalty,
    logitBias: new Map(bias),
    ...(topK === null ? {} : { topK }),
    ...(minP === null ? {} : { minP }),
    ...(repetitionPenalty === null ? {} : { repetitionPenalty }),
  };
}

function write(
  { generator }: LoadedLanguageModel,
  { prompt, n, seed }: Part,
  options: Omit<GenerationRequest, 'promptIds'>,
): Promise<Collected> {
  const own = { promptIds: prompt.ids, n, ...(seed === undefined ? {} : { seed }) };
  return collectChoices(generator.add({ ...options, ...own }));
}

interface Written {
  prompts: readonly Prompt[];
  parts: readonly Part[];
  /** Of each part. */
  written: readonly Collected[];
}

function toAnswer(model: LoadedLanguageModel, request: GenerateRequest, { prompts, parts, written }: Written) {
  const { tokenizer } = model;
  const choices = written.flatMap((collected, i) => {
    const prompt = parts[i]?.prompt;
    const before = request.echo && prompt !== undefined ? echoOf(model, prompt) : '';
    return collected.choices.map((choice) => ({
      text: before + choice.text,
      finishReason: finishReasonOf(choice),
      logprobs:
        request.logprobs === null
          ? null
          : toLogprobs(
              tokenizer,
              [...(collected.prompt?.logprobs ?? []), ...choice.tokens.flatMap(({ logprob }) => logprob ?? [])],
              collected.prompt?.ids[0],
            ),
    }));
  });
  return {
    choices,
    promptTokens: prompts.reduce((sum, { ids }) => sum + ids.length, 0),
    completionTokens: written.reduce((sum, { usage }) => sum + usage.completionTokens, 0),
  };
}

function echoOf({ tokenizer }: LoadedLanguageModel, { text, ids }: Prompt): string {
  return text === '' ? tokenizer.decode(ids, { skipSpecialTokens: true }) : text;
}

function finishReasonOf({ reason }: CollectedChoice): 'stop' | 'length' {
  if (reason !== 'abort') return reason;
  throw new AppError('engine_overloaded', 'The model was unloaded while it wrote. Call again.', {
    retryAfterMs: 1_000,
  });
}
