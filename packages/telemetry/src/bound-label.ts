/** Each value of a label is a series in memory for as long as the process lives. */
const valuesMax = 200;

/** Lets the first 200 values of a label pass and calls all others `other`. */
export function boundLabel(): (value: string) => string {
  const seen = new Set<string>();
  return (value) => {
    if (seen.has(value)) return value;
    if (seen.size >= valuesMax) return 'other';
    seen.add(value);
    return value;
  };
}
