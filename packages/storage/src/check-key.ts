import { AppError } from '@modelmint/domain/errors';

// A leading dot is refused: it covers `.` and `..`, and hides the folder store's own `.incoming`.
const keyPattern = /^[A-Za-z0-9_][A-Za-z0-9._:@=+~-]*(?:\/[A-Za-z0-9_][A-Za-z0-9._:@=+~-]*)*$/;
/** S3's limit for a whole key. */
const keyLengthMax = 1024;
/** The usual limit of a file system for one name. */
const segmentLengthMax = 255;

export function checkKey(key: string): string {
  const isLegal =
    key.length <= keyLengthMax &&
    keyPattern.test(key) &&
    key.split('/').every((segment) => segment.length <= segmentLengthMax);
  if (!isLegal)
    throw new AppError('invalid_value', `not a storage key: ${JSON.stringify(key.slice(0, 80))}`, { param: 'key' });
  return key;
}

/** The folder that a prefix means: `''` for everything, else ending in `/`. */
export function checkPrefix(prefix: string): string {
  if (prefix === '') return '';
  return `${checkKey(prefix.endsWith('/') ? prefix.slice(0, -1) : prefix)}/`;
}
