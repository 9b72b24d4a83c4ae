import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { StatusIcon, type StatusShape } from './status-icon.tsx';
import { type Tone, toneClass } from './tone.ts';

const shapes: Record<Tone, StatusShape> = {
  neutral: 'info',
  info: 'info',
  success: 'tick',
  warning: 'triangle',
  danger: 'octagon',
};

interface NoteProps {
  tone?: Tone;
  /** One sentence; `<b>` for its start. */
  children: ReactNode;
  /** One small button or link. */
  action?: ReactNode;
  /** Said at once by screen readers: something went wrong just now. */
  isAlert?: boolean;
}

/** Inside the page: one sentence and one action. */
export function Note({ tone = 'info', children, action, isAlert = false }: NoteProps) {
  return (
    <div
      {...(isAlert ? { role: 'alert' } : {})}
      className={classNames(
        'flex items-start gap-2.5 rounded-md bg-(--soft) px-3 py-2.5 text-pretty text-fg max-md:flex-wrap',
        toneClass[tone],
      )}
    >
      <StatusIcon shape={shapes[tone]} className="mt-[calc((1lh-var(--size-icon))/2)]" />
      <div className="min-w-0 flex-1 max-md:basis-[calc(100%-32px)] [overflow-wrap:anywhere]">{children}</div>
      {action && <div className="-my-1 flex flex-none gap-2 max-md:mt-1 max-md:ml-6.5">{action}</div>}
    </div>
  );
}
