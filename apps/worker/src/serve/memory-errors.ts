import { AppError } from '@modelmint/domain/errors';

/** Of a model that can never be served here. */
export function tooLarge(bytes: number, bytesMax: number): AppError {
  const mebibytes = (size: number) => Math.ceil(size / 2 ** 20);
  return new AppError(
    'engine_overloaded',
    `The model needs ${mebibytes(bytes)} MiB of memory; the serving process may use ${mebibytes(bytesMax)} MiB. Raise SERVING_MEMORY_MB.`,
    { retryable: false },
  );
}

/** Of a model that has to wait until calls to others have ended. */
export function noRoom(): AppError {
  return new AppError(
    'engine_overloaded',
    'Calls to other models take the memory of the serving process. Call again in a moment.',
    { retryAfterMs: 2_000 },
  );
}
