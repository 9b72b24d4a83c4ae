import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

interface MoneyBarProps {
  /** What is measured: `Spend`. */
  label: string;
  spentMicros: bigint;
  heldMicros?: bigint;
  limitMicros: bigint;
  left?: ReactNode;
  right?: ReactNode;
}

const shareOf = (part: bigint, whole: bigint): number =>
  whole <= 0n ? 0 : Math.min(Number((part * 10_000n) / whole) / 100, 100);

/** Money is neutral, not mint; a hold is hatched. */
export function MoneyBar({ label, spentMicros, heldMicros = 0n, limitMicros, left, right }: MoneyBarProps) {
  const t = useTranslations('ui');
  const spent = shareOf(spentMicros, limitMicros);
  const held = Math.min(shareOf(heldMicros, limitMicros), 100 - spent);
  // A meter element cannot show spent and held side by side.
  const meter = {
    role: 'meter',
    'aria-label': label,
    'aria-valuemin': 0,
    'aria-valuemax': 100,
    'aria-valuenow': Math.round(spent),
    'aria-valuetext': t('money.meter', { spent: Math.round(spent), held: Math.round(held) }),
  };
  return (
    <div>
      <div {...meter} className="flex h-2 gap-px overflow-hidden rounded-full bg-track">
        <div className="h-full bg-fg-2" style={{ width: `${spent}%` }} />
        <div
          className="h-full bg-[repeating-linear-gradient(-45deg,var(--color-fg-3)_0_1.5px,transparent_1.5px_4px)]"
          style={{ width: `${held}%` }}
        />
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
