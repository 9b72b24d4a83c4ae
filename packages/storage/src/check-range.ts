import { AppError } from '@modelmint/domain/errors';

/** The bytes that a range asks of an object, as HTTP has it: `end` may lie behind the last byte, `start` may not. */
export function checkRange(
  { start, end = Number.MAX_SAFE_INTEGER }: { start: number; end?: number },
  sizeBytes: number,
): { start: number; end: number } {
  const isLegal = Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && end >= start;
  if (!isLegal || start >= sizeBytes)
    throw new AppError('invalid_value', `The object has no bytes ${start}–${end}.`, {
      param: 'range',
    });
  return { start, end: Math.min(end, sizeBytes - 1) };
}
