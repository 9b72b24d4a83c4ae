import type { ReactNode } from 'react';

interface ProgressProps {
  /** What moves: `Training`. */
  label: string;
  /** 0 to 1. */
  share: number;
  /** Under the bar, left and right: `Step 3,412 of 5,396`, `About 9 min left`. */
  left?: ReactNode;
  right?: ReactNode;
  isLarge?: boolean;
}

/** Mint, since it moves now. Money has `MoneyBar`. */
export function Progress({ label, share, left, right, isLarge = false }: ProgressProps) {
  const percent = Math.min(Math.max(share, 0), 1) * 100;
  return (
    <div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(percent)}
        className={`overflow-hidden rounded-full bg-track ${isLarge ? 'h-2' : 'h-1.5'}`}
      >
        <div className="h-full bg-accent-edge" style={{ width: `${percent}%` }} />
      </div>
      {(left || right) && (
        <div className="mt-1.5 flex justify-between gap-3 text-small text-fg-3 tabular-nums">
          <span>{left}</span>
          <span className="text-right">{right}</span>
        </div>
      )}
    </div>
  );
}
