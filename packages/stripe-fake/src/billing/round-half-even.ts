import Stripe from 'stripe';

/** numerator ÷ denominator in whole cents; ties go to the even cent. */
export function divideHalfEven(numerator: bigint, denominator: bigint): number {
  if (denominator <= 0n) throw new RangeError('The denominator must be positive.');
  const negative = numerator < 0n;
  const size = negative ? -numerator : numerator;
  const whole = size / denominator;
  const twice = (size % denominator) * 2n;
  const up = twice > denominator || (twice === denominator && whole % 2n === 1n);
  const cents = Number(up ? whole + 1n : whole);
  return negative && cents !== 0 ? -cents : cents;
}

/** Cents of one invoice line: exact product, rounded once. */
export function lineAmount(quantity: number, unitAmountDecimal: string): number {
  const exact = Stripe.Decimal.from(String(quantity)).mul(Stripe.Decimal.from(unitAmountDecimal));
  return exact.round('half-even', { mode: 'decimal-places', value: 0 }).toNumber();
}
