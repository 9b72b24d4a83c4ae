import { AppError } from '@modelmint/domain/errors';
import type { GenerateAnswer, GenerateRequest } from '@modelmint/domain/serving-contract';
import { type Collected, type CollectedChoice, collectChoices } from '@modelmint/ml/generation/collect-choices';
import type { GenerationRequest } from '@modelmint/ml/generation/generation-request';
import type { SamplingOptions } from '@modelmint/ml/generation/sampling-options';
import { toLogprobs } from './answer-logprobs.ts';
import { turnWaitMsMax } from './background-gate.ts';
import { callAnswersMax } from './cache-limits.ts';
import type { CallContext } from './classify-inputs.ts';
import { cannot, type LoadedLanguageModel } from './loaded-model.ts';
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
  maxTokens: number;
  seed: number | undefined;
}

/**
 * Writes the answers of a call, as many at a time as leave room for others; when the signal is aborted, nothing more is
 * computed for it and its reason is thrown.
 *
 * @throws AppError `invalid_value` with `param`, `context_length_exceeded` with the numbers, `engine_overloaded`.
 */
export async function generateText(request: GenerateRequest, context: CallContext): Promise<GenerateAnswer> {
  const { model, queues, signal, isBackground } = context;
  if (model.kind !== 'causal-lm') throw cannot('write text', model);
  const prompts = await readPrompts(model, request.prompt, signal);
  const lengths = prompts.map((prompt) => answerLength(model, prompt, request));
  checkChoices(prompts.length, request.n);
  const parts = prompts.flatMap((prompt, i) => planParts(model, prompt, { ...request, maxTokens: lengths[i] ?? 0 }));
  const options = readOptions(model, request);
  const answers = prompts.length * request.n;
  const end = isBackground ? await awaitTurn(answers, context) : queues.answers.enterForeground();
  let leave: (() => void) | undefined;
  try {
    leave = model.gate.enter(answers);
    const lanes = Math.max(1, Math.floor(callAnswersMax / Math.max(...parts.map(({ n }) => n))));
    const written = await runInLanes(parts, { lanes, signal }, (part, partSignal) =>
      write(model, part, { ...options, signal: partSignal }),
    );
    signal.throwIfAborted();
    return toAnswer(model, request, { prompts, parts, written });
  } finally {
    leave?.();
    end();
  }
}

/** In the background; the wait is no part of the time that the answers may take. */
async function awaitTurn(answers: number, { queues, signal, renewDeadline }: CallContext): Promise<() => void> {
  const waiting = new AbortController();
  const busy = new AppError('engine_overloaded', 'The model writes other answers first.', { retryAfterMs: 1_000 });
  const timer = setTimeout(() => waiting.abort(busy), turnWaitMsMax);
  try {
    const end = await queues.answers.enterBackground(answers, AbortSignal.any([signal, waiting.signal]));
    renewDeadline?.();
    return end;
  } finally {
    clearTimeout(timer);
  }
}

/** Tokens that an answer may have. */
function answerLength(model: LoadedLanguageModel, { ids, param }: Prompt, request: GenerateRequest): number {
  const { contextLength } = model;
  const { maxTokens, isLengthSoft = false } = request;
  const room = contextLength - ids.length;
  const isSoft = maxTokens === null || isLengthSoft;
  const asked = isSoft ? Math.min(maxTokens ?? room, room) : maxTokens;
  if (asked <= room && (asked > 0 || (asked === 0 && !isSoft))) return asked;
  const refuse = (what: string, name: string) => new AppError('context_length_exceeded', what, { param: name });
  const begin = `The prompt has ${ids.length} tokens`;
  if (room < 1 || isSoft) throw refuse(`${begin}; ${contextOf(model)}. Shorten the prompt.`, param);
  const name = 'messages' in request.prompt ? 'max_completion_tokens' : 'max_tokens';
  throw refuse(`${begin} and ${name} asks for ${asked} more; ${contextOf(model)}. Ask for at most ${room}.`, name);
}

function contextOf({ contextLength, lm }: LoadedLanguageModel): string {
  return contextLength === lm.config.contextLength
    ? `the model's context is ${contextLength} tokens`
    : `the server has memory for ${contextLength} tokens of this model's context (SERVING_MEMORY_MB)`;
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
function planParts(
  model: LoadedLanguageModel,
  prompt: Prompt,
  { n, seed, maxTokens }: Pick<GenerateRequest, 'n' | 'seed'> & { maxTokens: number },
): Part[] {
  const fitting = Math.floor(model.cacheTokensMax / Math.max(1, prompt.ids.length + maxTokens));
  const size = Math.max(1, Math.min(callAnswersMax, fitting));
  return Array.from({ length: Math.ceil(n / size) }, (_, i) => ({
    prompt,
    maxTokens,
    n: Math.min(size, n - i * size),
    // Each part draws by its own seed, or it would write the same again.
    seed: seed === null ? undefined : (seed + i * seedStep) % Number.MAX_SAFE_INTEGER,
  }));
}

function readOptions(model: LoadedLanguageModel, request: GenerateRequest): Omit<GenerationRequest, 'promptIds'> {
  const { prompt, logprobs, echo } = request;
  return {
    sampling: readSampling(request),
    stop: 'messages' in prompt ? [...request.stop, ...model.turnStops] : request.stop,
    echo: echo && logprobs !== null,
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
  { prompt, n, seed, maxTokens }: Part,
  options: Omit<GenerationRequest, 'promptIds'>,
): Promise<Collected> {
  const own = { promptIds: prompt.ids, n, maxTokens, ...(seed === undefined ? {} : { seed }) };
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
