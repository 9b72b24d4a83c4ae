/** A trend without axis, in grey; only where the trend matters. */
export function Sparkline({ values }: { values: readonly number[] }) {
  if (values.length < 2) return null;
  const low = Math.min(...values);
  const size = Math.max(...values) - low || 1;
  const points = values.map(
    (value, index) => `${(index / (values.length - 1)) * 88},${22 - ((value - low) / size) * 20}`,
  );
  return (
    <svg viewBox="0 0 88 24" width="88" height="24" fill="none" aria-hidden="true" className="max-md:hidden">
      <polyline points={points.join(' ')} className="stroke-fg-3" strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  );
}
