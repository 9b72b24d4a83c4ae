const million = 1_000_000n;

/** Dollars as typed, `25`, `0.000135` or `$1,000`, in micro-USD; null for what is none, or out of range. */
export function parseDollars(text: string, { min, max }: { min: bigint; max: bigint }): bigint | null {
  const plain = text
    .trim()
    .replace(/^\$\s*/, '')
    .replace(/,(?=\d{3}(\D|$))/g, '');
  const match = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(plain);
  if (match === null) return null;
  const micros = BigInt(match[1] ?? '0') * million + BigInt((match[2] ?? '').padEnd(6, '0'));
  return micros < min || micros > max ? null : micros;
}

/** What `parseDollars` reads back: `0.5`, `12.50` is `12.5`. */
export function formatDollars(micros: bigint): string {
  const decimals = (micros % million).toString().padStart(6, '0').replace(/0+$/, '');
  return decimals === '' ? `${micros / million}` : `${micros / million}.${decimals}`;
}
