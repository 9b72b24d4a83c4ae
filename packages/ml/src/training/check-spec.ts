import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import { AppError } from '@modelmint/domain/errors';

interface Bound {
  least: number;
  most: number;
  isWhole: boolean;
}

const whole = (least: number, most: number): Bound => ({ least, most, isWhole: true });
const real = (least: number, most: number): Bound => ({ least, most, isWhole: false });
const million = 1_000_000;

const bounds: Partial<Record<keyof CausalLmSpec, Bound>> = {
  epochs: whole(1, 1_000),
  batchSize: whole(1, 4_096),
  microBatchRows: whole(1, 4_096),
  maxTokens: whole(2, million),
  learningRate: real(Number.MIN_VALUE, 1),
  warmupRatio: real(0, 1),
  weightDecay: real(0, 1),
  clipNorm: real(Number.MIN_VALUE, million),
  labelSmoothing: real(0, 0.5),
  evaluateEverySteps: whole(1, million),
  checkpointEverySteps: whole(1, million),
  earlyStopPatience: whole(1, million),
  seed: whole(0, 0xffffffff),
};

const loraBounds = { rank: whole(1, 1_024), alpha: real(Number.MIN_VALUE, 10_000), dropout: real(0, 0.9) };

/** @throws AppError `invalid_value` that names the setting, what it is and what it may be. */
export function checkSpec(spec: CausalLmSpec, { contextLength }: { contextLength: number }): void {
  for (const [name, bound] of Object.entries(bounds)) check(name, spec[name as keyof CausalLmSpec], bound);
  if (spec.method.kind === 'lora')
    for (const [name, bound] of Object.entries(loraBounds))
      check(`method.${name}`, spec.method[name as keyof typeof loraBounds], bound);
  if (spec.maxTokens > contextLength)
    throw refuse(
      'maxTokens',
      `maxTokens is ${spec.maxTokens}, and the model reads at most ${contextLength} tokens: lower maxTokens to that`,
    );
}

function check(name: string, value: unknown, { least, most, isWhole }: Bound): void {
  const isRight =
    typeof value === 'number' && value >= least && value <= most && (!isWhole || Number.isSafeInteger(value));
  if (isRight) return;
  const from = least === Number.MIN_VALUE ? 'above 0' : `from ${least}`;
  throw refuse(name, `${name} is ${String(value)}, and must be a ${isWhole ? 'whole ' : ''}number ${from} to ${most}`);
}

function refuse(param: string, message: string): AppError {
  return new AppError('invalid_value', message, { param });
}
