/** A set of code points written as `61d 1b4e-1b4f`: hexadecimal, single or from-to. */
export function codePointSet(ranges: string): Set<number> {
  const set = new Set<number>();
  for (const range of ranges.split(' ')) {
    const [from, to = from] = range.split('-').map((hex) => Number.parseInt(hex, 16));
    for (let codePoint = from ?? 0; codePoint <= (to ?? -1); codePoint++) set.add(codePoint);
  }
  return set;
}
