import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type StatusShape =
  | 'dashedRing'
  | 'clock'
  | 'arc'
  | 'bars'
  | 'tick'
  | 'octagon'
  | 'slash'
  | 'triangle'
  | 'info'
  | 'ring';

const ring = <circle cx="8" cy="8" r="5.75" />;
const shapes: Record<StatusShape, ReactNode> = {
  dashedRing: <circle cx="8" cy="8" r="5.75" strokeDasharray="2 2.02" />,
  clock: (
    <>
      {ring}
      <path d="M8 4.75V8l2.25 1.5" />
    </>
  ),
  arc: (
    <>
      <circle cx="8" cy="8" r="5.75" opacity=".3" />
      <path d="M8 2.25a5.75 5.75 0 0 1 4.98 8.625" />
      <circle cx="8" cy="8" r="1.25" fill="currentColor" stroke="none" />
    </>
  ),
  bars: (
    <>
      {ring}
      <path d="M6.5 6v4M9.5 6v4" />
    </>
  ),
  tick: (
    <>
      {ring}
      <path d="m5.5 8.2 1.8 1.8 3.3-3.7" />
    </>
  ),
  octagon: (
    <>
      <path d="M5.62 2.25h4.76l3.37 3.37v4.76l-3.37 3.37H5.62l-3.37-3.37V5.62z" />
      <path d="m6.25 6.25 3.5 3.5M9.75 6.25l-3.5 3.5" />
    </>
  ),
  slash: (
    <>
      {ring}
      <path d="m4.1 11.9 7.8-7.8" />
    </>
  ),
  triangle: (
    <>
      <path d="M8 2.25 14.25 13.25H1.75z" />
      <path d="M8 6.5v3.25M8 11.4v.1" />
    </>
  ),
  info: (
    <>
      {ring}
      <path d="M8 7.25v3.5M8 5.1v.1" />
    </>
  ),
  ring,
};

interface StatusIconProps {
  shape: StatusShape;
  size?: number;
  className?: string;
}

/** The shape of a status; its colour comes from the tone around it (`tone-…`). The arc turns. */
export function StatusIcon({ shape, size = 16, className }: StatusIconProps) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={classNames('flex-none text-(--mark)', shape === 'arc' && 'turning', className)}
    >
      {shapes[shape]}
    </svg>
  );
}
