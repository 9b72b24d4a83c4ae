import { AppError, isAppError } from '@modelmint/domain/errors';

export function hasCode(error: unknown, ...codes: string[]): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && codes.includes(String(error.code));
}

/** What the file system said, in the words of the store. */
export function folderError(error: unknown, key: string): AppError {
  if (isAppError(error)) return error;
  if (hasCode(error, 'ENOENT')) return new AppError('not_found', `No stored object ${key}.`, { cause: error });
  if (hasCode(error, 'ENOSPC', 'EDQUOT'))
    return new AppError('storage_full', 'The storage is full; free space or enlarge it, then try again.', {
      cause: error,
    });
  if (hasCode(error, 'ENOTDIR', 'EISDIR', 'EEXIST', 'ENOTEMPTY'))
    return new AppError('conflict', `The key ${key} is the folder of another key, or the other way round.`, {
      cause: error,
      fault: 'platform',
    });
  return new AppError('internal_error', `The file system failed on ${key}.`, { cause: error });
}
