const colours = [1, 2, 3, 4, 5, 6].map((number) => `var(--color-chart-${number})`);

/** The palette in its order; a seventh series is "other" in grey. */
export function chartColour(index: number): string {
  return colours[index] ?? 'var(--color-fg-3)';
}
