/**
 * One measured figure beside its budget. `most`: it may not be greater; `least`: it may not be smaller. What could not be
 * measured (`NaN`) keeps no budget.
 */
export function judge({ part, what, value, unit = '', most, least }) {
  const isKept = (most === undefined || value <= most) && (least === undefined || value >= least);
  const budget = most === undefined ? `≥ ${least}` : `≤ ${most}`;
  const miss = most === undefined ? 'BELOW' : 'ABOVE';
  const figure = Number.isInteger(value) ? String(value) : value.toPrecision(3);
  const line = `${part.padEnd(13)}${what.padEnd(44)}${[figure, unit].join(' ').trim().padStart(12)}   ${budget}`;
  return { isKept, line: isKept ? line : `${line}  ${miss}` };
}

/** The value that `share` of the sorted values do not pass; NaN of none. */
export function quantile(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted.length === 0 ? Number.NaN : sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}
