import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { StatusIcon, type StatusShape } from './status-icon.tsx';
import { type Tone, toneClass } from './tone.ts';

interface StatusLook {
  shape: StatusShape;
  tone: Tone;
  word: string;
}

/** Every state of the product: own shape, own colour and word, always all three. */
export const statusLooks = {
  validating: { shape: 'dashedRing', tone: 'info', word: 'Validating' },
  pending: { shape: 'dashedRing', tone: 'neutral', word: 'Waiting' },
  queued: { shape: 'clock', tone: 'neutral', word: 'Queued' },
  running: { shape: 'arc', tone: 'info', word: 'Running' },
  paused: { shape: 'bars', tone: 'warning', word: 'Paused' },
  succeeded: { shape: 'tick', tone: 'success', word: 'Succeeded' },
  failed: { shape: 'octagon', tone: 'danger', word: 'Failed' },
  cancelled: { shape: 'slash', tone: 'neutral', word: 'Cancelled' },
  ready: { shape: 'tick', tone: 'success', word: 'Ready' },
  invalid: { shape: 'octagon', tone: 'danger', word: 'Not usable' },
  warm: { shape: 'tick', tone: 'success', word: 'Warm' },
  cold: { shape: 'bars', tone: 'neutral', word: 'Cold' },
  active: { shape: 'tick', tone: 'success', word: 'Active' },
  suspended: { shape: 'bars', tone: 'warning', word: 'Suspended' },
  closing: { shape: 'clock', tone: 'warning', word: 'Being deleted' },
  erased: { shape: 'slash', tone: 'neutral', word: 'Erased' },
  expired: { shape: 'clock', tone: 'warning', word: 'Expired' },
  revoked: { shape: 'slash', tone: 'neutral', word: 'Revoked' },
  paid: { shape: 'tick', tone: 'success', word: 'Paid' },
  open: { shape: 'clock', tone: 'neutral', word: 'Open' },
  draft: { shape: 'dashedRing', tone: 'neutral', word: 'Draft' },
  void: { shape: 'slash', tone: 'neutral', word: 'Void' },
  overdue: { shape: 'triangle', tone: 'warning', word: 'Overdue' },
  held: { shape: 'clock', tone: 'neutral', word: 'On hold' },
  settled: { shape: 'tick', tone: 'success', word: 'Settled' },
  released: { shape: 'slash', tone: 'neutral', word: 'Released' },
  holds: { shape: 'tick', tone: 'success', word: 'Holds' },
  broken: { shape: 'octagon', tone: 'danger', word: 'Broken' },
  sent: { shape: 'tick', tone: 'success', word: 'Sent' },
  kept: { shape: 'clock', tone: 'neutral', word: 'Kept here' },
  answering: { shape: 'tick', tone: 'success', word: 'Answering' },
  silent: { shape: 'triangle', tone: 'warning', word: 'Silent' },
  stopped: { shape: 'slash', tone: 'neutral', word: 'Stopped' },
  working: { shape: 'tick', tone: 'success', word: 'Working' },
  down: { shape: 'octagon', tone: 'danger', word: 'Down' },
  unknown: { shape: 'dashedRing', tone: 'neutral', word: 'Not measured' },
  investigating: { shape: 'triangle', tone: 'warning', word: 'Investigating' },
  identified: { shape: 'triangle', tone: 'warning', word: 'Identified' },
  monitoring: { shape: 'arc', tone: 'info', word: 'Monitoring' },
  resolved: { shape: 'tick', tone: 'success', word: 'Resolved' },
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
  const { shape, tone, word } = statusLooks[kind];
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
      {children ?? word}
    </span>
  );
}
