/** Cents as money with its sign: $29.00, −$4.20. */
export function formatMoney(cents: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: currency.toUpperCase() });
  return format.format(cents / 100).replace('-', '−');
}

const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

export function formatDate(time: number): string {
  return `${days.format(new Date(time * 1000))} UTC`;
}

export function formatPeriod({ start, end }: { start: number; end: number }): string {
  return `${days.format(new Date(start * 1000))} – ${formatDate(end)}`;
}
