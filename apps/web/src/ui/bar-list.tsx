import type { ReactNode } from 'react';

export interface Bar {
  label: string;
  /** 0 to 1, of the widest that can be. */
  share: number;
  /** At the right: count, per cent. */
  value: ReactNode;
  valueDetail?: ReactNode;
  /** In grey: small, or not the winner. */
  isMuted?: boolean;
  isLead?: boolean;
}

/** Label balance, probabilities: one bar a line, its number beside it. */
export function BarList({ label, bars }: { label: string; bars: readonly Bar[] }) {
  return (
    <ul aria-label={label} className="grid gap-0.5">
      {bars.map((bar) => (
        <li
          key={bar.label}
          className="grid h-7 grid-cols-[minmax(68px,84px)_minmax(0,1fr)_auto] items-center gap-3 tabular-nums max-md:gap-2"
        >
          <span title={bar.label} className={bar.isLead ? 'truncate font-medium' : 'truncate'}>
            {bar.label}
          </span>
          <span
            aria-hidden="true"
            className={`block h-3 min-w-0.5 rounded-[2px] ${bar.isMuted ? 'bg-fg-3' : 'bg-chart-1'}`}
            style={{ width: `${Math.min(Math.max(bar.share, 0), 1) * 100}%` }}
          />
          <span className="text-right whitespace-nowrap">
            {bar.value}
            {bar.valueDetail && <span className="ml-2 inline-block min-w-[46px] text-fg-3">{bar.valueDetail}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
