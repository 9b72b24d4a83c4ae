import type { ReactNode } from 'react';
import { formatClock, formatExactTime } from './format-time.ts';
import { StatusIcon, type StatusShape } from './status-icon.tsx';
import { type Tone, toneClass } from './tone.ts';

export interface LogLine {
  id: string;
  at: Date | string;
  tone?: Tone;
  children: ReactNode;
}

const shapes: Record<Tone, StatusShape> = {
  neutral: 'info',
  info: 'info',
  success: 'tick',
  warning: 'triangle',
  danger: 'octagon',
};

/** What happened, newest first, with the time in UTC. */
export function EventLog({ label, lines }: { label: string; lines: readonly LogLine[] }) {
  return (
    <ol aria-label={label} className="pb-2 tabular-nums">
      {lines.map((line) => {
        const tone = line.tone ?? 'neutral';
        const at = new Date(line.at);
        return (
          <li
            key={line.id}
            className={`grid grid-cols-[64px_16px_minmax(0,1fr)] items-start gap-2.5 px-4 py-1.5 max-md:grid-cols-[44px_16px_minmax(0,1fr)] ${toneClass[tone]}`}
          >
            <time dateTime={at.toISOString()} title={formatExactTime(at)} className="text-fg-3">
              {formatClock(at)}
            </time>
            <StatusIcon shape={shapes[tone]} className="mt-0.5" />
            <span className="text-pretty [overflow-wrap:anywhere]">{line.children}</span>
          </li>
        );
      })}
    </ol>
  );
}
