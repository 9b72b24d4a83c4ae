/** First and last byte, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** One range of the header; `invalid` answers 416, null the whole (none asked, or several, which is allowed). */
export function readRange(header: string | undefined, sizeBytes: number): ByteRange | 'invalid' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null) return null;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return null;
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  return start > end || start >= sizeBytes ? 'invalid' : { start, end };
}
