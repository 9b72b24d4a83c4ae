import type { ReactNode } from 'react';
import { classNames } from '../../../ui/class-names.ts';

interface BandProps {
  id?: string;
  title: string;
  /** The title as it is shown, where words must not be parted. */
  heading?: ReactNode;
  text?: ReactNode;
  /** Text at the left, its proof at the right. */
  isSplit?: boolean;
  children: ReactNode;
}

/** One section of a public page, under a rule. */
export function Band({ id, title, heading = title, text, isSplit = false, children }: BandProps) {
  return (
    <section id={id} className="scroll-mt-4 border-t border-line" aria-label={title}>
      <div
        className={classNames(
          'mx-auto grid w-full max-w-300 grid-cols-[minmax(0,1fr)] gap-8 px-8 py-20 max-md:px-4 max-md:py-12',
          isSplit && 'lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)] lg:gap-12',
        )}
      >
        <div className="grid max-w-150 content-start gap-3">
          <h2 className="text-h2 font-semibold tracking-[-0.022em] text-balance">{heading}</h2>
          {text && <div className="grid gap-3 text-lead text-pretty text-fg-2">{text}</div>}
        </div>
        <div className="min-w-0">{children}</div>
      </div>
    </section>
  );
}
