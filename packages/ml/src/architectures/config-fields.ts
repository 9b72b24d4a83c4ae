import { AppError } from '@modelmint/domain/errors';

/** Reads one field of a settings file after another; each of them throws AppError `invalid_file` that names the field. */
export interface ConfigFields {
  /** A whole number above 0. */
  count(name: string, fallback?: number): number;
  number(name: string, fallback?: number): number;
  /** From 0 up to, but not including, 1: a dropout. */
  share(name: string, fallback: number): number;
  flag(name: string, fallback: boolean): boolean;
  /** One of the texts that are supported. */
  choice<const Choice extends string>(name: string, choices: readonly Choice[], fallback?: NoInfer<Choice>): Choice;
  counts(name: string, fallback?: readonly number[]): readonly number[];
  /** For what the methods above do not cover. */
  refuse(name: string, expected: string): AppError;
}

/** @param file for messages: `config.json` */
export function configFields(json: Readonly<Record<string, unknown>>, file: string): ConfigFields {
  const refuse = (name: string, expected: string) => {
    const found = json[name] === undefined ? 'it is missing' : `found ${JSON.stringify(json[name]).slice(0, 100)}`;
    return new AppError('invalid_file', `${file}: ${name} must be ${expected}; ${found}`);
  };
  /** A field that is null counts as missing: older files write what they leave to the default so. */
  function read<Value>(
    name: string,
    { is, expected, fallback }: { is: (value: unknown) => value is Value; expected: string; fallback?: Value },
  ): Value {
    const value = json[name] ?? fallback;
    if (!is(value)) throw refuse(name, expected);
    return value;
  }
  const or = <Value>(fallback: Value | undefined) => (fallback === undefined ? {} : { fallback });
  return {
    count: (name, fallback) => read(name, { is: isCount, expected: 'a whole number above 0', ...or(fallback) }),
    number: (name, fallback) => read(name, { is: isNumber, expected: 'a number', ...or(fallback) }),
    share: (name, fallback) => read(name, { is: isShare, expected: 'from 0 to below 1', fallback }),
    flag: (name, fallback) => read(name, { is: isFlag, expected: 'true or false', fallback }),
    choice: (name, choices, fallback) => {
      const is = (value: unknown): value is (typeof choices)[number] => choices.some((choice) => choice === value);
      return read(name, { is, expected: `one of ${choices.join(', ')}`, ...or(fallback) });
    },
    counts: (name, fallback) =>
      read(name, { is: areCounts, expected: 'a list of whole numbers above 0', ...or(fallback) }),
    refuse,
  };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isShare(value: unknown): value is number {
  return isNumber(value) && value >= 0 && value < 1;
}

function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function areCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every(isCount);
}
