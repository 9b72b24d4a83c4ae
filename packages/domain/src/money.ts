/** Integer micro-dollars (1e-6 USD). All money in the code base; never a floating-point number of dollars. */
export type Micros = bigint;

const million = 1_000_000n;

/**
 * Price of `quantity` units at `priceMicrosPerMillion` micro-dollars per 1,000,000 units,
 * rounded once, half to even. Throws RangeError on a negative argument.
 */
export function rateMicros(quantity: bigint, priceMicrosPerMillion: Micros): Micros {
  if (quantity < 0n || priceMicrosPerMillion < 0n) throw new RangeError('quantity and price must not be negative');
  const exact = quantity * priceMicrosPerMillion;
  const floor = exact / million;
  const twiceRest = (exact % million) * 2n;
  if (twiceRest > million || (twiceRest === million && floor % 2n === 1n)) return floor + 1n;
  return floor;
}

/** `$7.76`, `−$0.50`; with `exact`, all six decimals that are not zero: `$0.000077`. */
export function formatUsd(micros: Micros, { exact = false }: { exact?: boolean } = {}): string {
  const negative = micros < 0n;
  const size = negative ? -micros : micros;
  const cents = exact ? size : rateMicros(size, 100n) * 10_000n;
  const whole = (cents / million).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  const decimals = (cents % million).toString().padStart(6, '0');
  const shown = exact ? decimals.replace(/0{1,4}$/, '') : decimals.slice(0, 2);
  return `${negative && cents !== 0n ? '−' : ''}$${whole}.${shown}`;
}
