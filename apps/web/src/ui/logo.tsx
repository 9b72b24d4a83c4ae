/** The coin with a leaf; the style of the page puts the operator's own logo in its place. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <span className="brand-logo flex flex-none" style={{ width: size, height: size }}>
      <svg viewBox="0 0 20 20" width={size} height={size} aria-hidden="true">
        <circle cx="10" cy="10" r="9" className="fill-accent" />
        <g className="fill-none stroke-accent-ink" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round">
          <path d="M5.6 14.2C4.6 9.2 7.8 5.4 14.6 5.4c.2 6.2-3.2 9.7-7.6 8.6" />
          <path d="M5 15.6c1.3-2.7 3.1-4.7 5.6-6.2" />
        </g>
      </svg>
    </span>
  );
}
