import { AppError } from '@modelmint/domain/errors';

/** How the next token is chosen. Names and meanings as the field uses them; `readGenerationDefaults` may bring some. */
export interface SamplingOptions {
  /** 0 to 2. Logits are divided by it; 0 takes the likeliest token (of equals the one with the lowest id). */
  temperature: number;
  /** Only the `topK` likeliest tokens; 0: all. */
  topK: number;
  /** Only the likeliest tokens whose probabilities add up to this; 1: all. One token always stays. */
  topP: number;
  /** Only tokens at least this many times as likely as the likeliest; 0: all. */
  minP: number;
  /** Above 1 makes what stands in the prompt or the answer less likely (Keskar et al. 2019); 1: off. */
  repetitionPenalty: number;
  /** −2 to 2, taken off the logit of each token that the answer has already. */
  presencePenalty: number;
  /** −2 to 2, taken off the logit of a token once for each time that the answer has it. */
  frequencyPenalty: number;
  /** −100 to 100 by token id, added to the logits. */
  logitBias: ReadonlyMap<number, number>;
}

export const defaultSampling: SamplingOptions = {
  temperature: 1,
  topK: 0,
  topP: 1,
  minP: 0,
  repetitionPenalty: 1,
  presencePenalty: 0,
  frequencyPenalty: 0,
  logitBias: new Map(),
};

type NumberOption = Exclude<keyof SamplingOptions, 'logitBias'>;

interface Range {
  /** As the client named it. */
  param: string;
  min: number;
  max: number;
  isWhole?: boolean;
  /** `min` itself is not allowed. */
  isAbove?: boolean;
}

const ranges: Record<NumberOption, Range> = {
  temperature: { param: 'temperature', min: 0, max: 2 },
  topK: { param: 'top_k', min: 0, max: Number.MAX_SAFE_INTEGER, isWhole: true },
  topP: { param: 'top_p', min: 0, max: 1 },
  minP: { param: 'min_p', min: 0, max: 1 },
  repetitionPenalty: { param: 'repetition_penalty', min: 0, max: 10, isAbove: true },
  presencePenalty: { param: 'presence_penalty', min: -2, max: 2 },
  frequencyPenalty: { param: 'frequency_penalty', min: -2, max: 2 },
};

/** @throws AppError `invalid_value` with the `param` that is out of range. */
export function checkSamplingOptions(options: SamplingOptions, vocabSize: number): void {
  for (const [name, range] of Object.entries(ranges)) checkNumber(options[name as NumberOption], range);
  for (const [id, bias] of options.logitBias) {
    checkNumber(id, { param: 'logit_bias', min: 0, max: vocabSize - 1, isWhole: true });
    checkNumber(bias, { param: 'logit_bias', min: -100, max: 100 });
  }
}

/** @throws AppError `invalid_value` unless `value` is a number inside `range`. */
export function checkNumber(value: number, range: Range): void {
  const { param, min, max, isWhole = false, isAbove = false } = range;
  const isInside = (isAbove ? value > min : value >= min) && value <= max;
  if (isInside && (!isWhole || Number.isInteger(value))) return;
  const kind = isWhole ? 'a whole number' : 'a number';
  const lower = isAbove ? `above ${min}` : `from ${min}`;
  const upper = max === Number.MAX_SAFE_INTEGER ? '' : ` to ${max}`;
  throw new AppError('invalid_value', `${param} must be ${kind} ${lower}${upper}, not ${value}`, { param });
}
