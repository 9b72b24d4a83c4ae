import { AppError } from '@modelmint/domain/errors';

/** Letters, dots, digits, and few of the wildcards that peft's users write. Anything richer could be made to run for ever. */
const plain = /^\^?(?:[\w-]|\.[*+]?|\\\.|\\d\+?|\[0-9\]\+?)+\$?$/;
const wildcardsMax = 3;

/**
 * What `rank_pattern` or `alpha_pattern` says of a module: the value of the first pattern that matches the whole path or
 * its end after a dot, as peft's `get_pattern_key`; else `fallback`.
 *
 * @throws AppError `invalid_file` for a pattern that is no name and no simple wildcard.
 */
export function patternValue(patterns: Readonly<Record<string, number>>, module: string, fallback: number): number {
  for (const [pattern, value] of Object.entries(patterns)) {
    if (!plain.test(pattern) || (pattern.match(/[*+]/g)?.length ?? 0) > wildcardsMax)
      throw new AppError('invalid_file', `the pattern ${JSON.stringify(pattern)} is not supported: name the modules`);
    if (new RegExp(`^(?:.*\\.)?(?:${pattern})$`).test(module)) return value;
  }
  return fallback;
}
