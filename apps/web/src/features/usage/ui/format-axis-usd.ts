const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A grid line of an axis: `$0`, `$30`, `$1,500`, `$0.50`, `$0.025`. */
export function formatAxisUsd(dollars: number): string {
  if (Number.isInteger(dollars)) return `$${grouped.format(dollars)}`;
  const [whole, decimals = ''] = dollars.toFixed(6).split('.');
  return `$${whole}.${decimals.replace(/0+$/, '').padEnd(2, '0')}`;
}
