import { S3ServiceException } from '@aws-sdk/client-s3';
import { AppError, isAppError } from '@modelmint/domain/errors';

const missing = new Set(['NoSuchKey', 'NotFound']);
const full = new Set(['XMinioStorageFull', 'InsufficientStorage', 'QuotaExceeded', 'XMinioAdminBucketQuotaExceeded']);

/** What the S3 server or the way to it said, in the words of the store. */
export function s3Error(error: unknown, key: string): AppError {
  if (isAppError(error)) return error;
  const name = error instanceof Error ? error.name : '';
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  if (missing.has(name)) return new AppError('not_found', `No stored object ${key}.`, { cause: error });
  if (name === 'InvalidRange' || status === 416)
    return new AppError('invalid_value', `No such bytes in the object ${key}.`, { cause: error, param: 'range' });
  if (full.has(name) || status === 507)
    return new AppError('storage_full', 'The storage is full; free space or enlarge it, then try again.', {
      cause: error,
    });
  if (name === 'NoSuchBucket')
    return new AppError('internal_error', 'The S3 bucket does not exist: create it, or mend S3_BUCKET.', {
      cause: error,
    });
  if (status === 401 || status === 403)
    return new AppError('internal_error', `S3 refused us (${name}): look at the S3 keys and the bucket's policy.`, {
      cause: error,
    });
  return new AppError('internal_error', `S3 failed on ${key} (${name}).`, {
    cause: error,
    retryable: status === undefined || status >= 500,
  });
}
