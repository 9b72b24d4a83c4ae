const figures = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A number in whatever unit with four figures, a large one whole: `0.8732`, `12.5`, `48,120`. */
export function formatFigure(value: number): string {
  const text = Math.abs(value) >= 1_000 ? whole.format(value) : figures.format(value);
  return text === '-0' ? '0' : text.replace('-', '\u2212');
}
