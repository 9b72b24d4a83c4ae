import { formatMoney } from './format.ts';

interface MoneyProps {
  micros: bigint | string;
  /** All decimals that are not zero; for a single receipt. */
  exact?: boolean;
}

export function Money({ micros, exact = false }: MoneyProps) {
  return <span className="whitespace-nowrap tabular-nums">{formatMoney(micros, { exact })}</span>;
}
