import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { StatusIcon, type StatusShape } from './status-icon.tsx';
import { type Tone, toneClass } from './tone.ts';

interface StatusLook {
  shape: StatusShape;
  tone: Tone;
}

/** Every state of the product: own shape, own colour and (`status.*` of the messages) word, always all three. */
export const statusLooks = {
  validating: { shape: 'dashedRing', tone: 'info' },
  pending: { shape: 'dashedRing', tone: 'neutral' },
  queued: { shape: 'clock', tone: 'neutral' },
  running: { shape: 'arc', tone: 'info' },
  paused: { shape: 'bars', tone: 'warning' },
  succeeded: { shape: 'tick', tone: 'success' },
  failed: { shape: 'octagon', tone: 'danger' },
  cancelled: { shape: 'slash', tone: 'neutral' },
  ready: { shape: 'tick', tone: 'success' },
  invalid: { shape: 'octagon', tone: 'danger' },
  warm: { shape: 'tick', tone: 'success' },
  cold: { shape: 'bars', tone: 'neutral' },
  active: { shape: 'tick', tone: 'success' },
  suspended: { shape: 'bars', tone: 'warning' },
  closing: { shape: 'clock', tone: 'warning' },
  erased: { shape: 'slash', tone: 'neutral' },
  expired: { shape: 'clock', tone: 'warning' },
  revoked: { shape: 'slash', tone: 'neutral' },
  paid: { shape: 'tick', tone: 'success' },
  open: { shape: 'clock', tone: 'neutral' },
  draft: { shape: 'dashedRing', tone: 'neutral' },
  void: { shape: 'slash', tone: 'neutral' },
  overdue: { shape: 'triangle', tone: 'warning' },
  held: { shape: 'clock', tone: 'neutral' },
  settled: { shape: 'tick', tone: 'success' },
  released: { shape: 'slash', tone: 'neutral' },
  holds: { shape: 'tick', tone: 'success' },
  broken: { shape: 'octagon', tone: 'danger' },
  sent: { shape: 'tick', tone: 'success' },
  kept: { shape: 'clock', tone: 'neutral' },
  answering: { shape: 'tick', tone: 'success' },
  silent: { shape: 'triangle', tone: 'warning' },
  stopped: { shape: 'slash', tone: 'neutral' },
  working: { shape: 'tick', tone: 'success' },
  down: { shape: 'octagon', tone: 'danger' },
  unknown: { shape: 'dashedRing', tone: 'neutral' },
  investigating: { shape: 'triangle', tone: 'warning' },
  identified: { shape: 'triangle', tone: 'warning' },
  monitoring: { shape: 'arc', tone: 'info' },
  resolved: { shape: 'tick', tone: 'success' },
} as const satisfies Record<string, StatusLook>;
export type StatusKind = keyof typeof statusLooks;

interface StatusProps {
  kind: StatusKind;
  /** In place of the word: `Running, 63%`. */
  children?: ReactNode;
  /** With a soft ground; only in page headers. */
  isBadge?: boolean;
}

export function Status({ kind, children, isBadge = false }: StatusProps) {
  const t = useTranslations('ui');
  const { shape, tone } = statusLooks[kind];
  return (
    <span
      className={classNames(
        'inline-flex items-center whitespace-nowrap align-top',
        toneClass[tone],
        isBadge
          ? 'h-5.5 gap-[5px] rounded-sm bg-(--soft) pr-2 pl-[5px] text-small font-medium text-(--ink)'
          : 'gap-1.5 leading-5 max-md:gap-1',
      )}
    >
      <StatusIcon shape={shape} size={isBadge ? 14 : 16} />
      {children ?? t(`status.${kind}`)}
    </span>
  );
}
