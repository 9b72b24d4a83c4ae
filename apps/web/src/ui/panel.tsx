import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

interface PanelProps {
  title?: ReactNode;
  /** One small line under the title. */
  description?: ReactNode;
  /** At the right of the head: a fact, a small button, `Segments`. */
  aside?: ReactNode;
  /** A last line with a rule above: counts at the left, buttons at the right. */
  foot?: ReactNode;
  /** Without padding, for a table. */
  isFlush?: boolean;
  children?: ReactNode;
  className?: string;
}

/** One border, no shadow, and never a panel in a panel. */
export function Panel({ title, description, aside, foot, isFlush = false, children, className }: PanelProps) {
  const id = useId();
  return (
    <section
      {...(title ? { 'aria-labelledby': id } : {})}
      className={classNames('flex min-w-0 flex-col rounded-lg border border-line bg-surface', className)}
    >
      {(title || aside) && (
        <div className="flex min-h-12 items-center justify-between gap-4 px-4 py-2 max-md:flex-wrap max-md:gap-x-3 max-md:gap-y-1">
          <div className="min-w-0">
            {title && (
              <h2 id={id} className="text-section font-semibold tracking-[-0.005em]">
                {title}
              </h2>
            )}
            {description && <p className="text-small text-pretty text-fg-3">{description}</p>}
          </div>
          {aside && (
            // The words of a button without an edge end where the panel's text does.
            <div className="flex flex-none items-center gap-2 text-small text-fg-3 [&>.border-transparent:last-child]:-mr-2">
              {aside}
            </div>
          )}
        </div>
      )}
      {children !== undefined && (
        <div
          className={classNames(
            'min-w-0 flex-1',
            isFlush ? 'overflow-x-auto' : classNames('px-4 pb-4', title || aside ? 'pt-1' : 'pt-4'),
          )}
        >
          {children}
        </div>
      )}
      {foot && (
        <div className="flex min-h-10 items-center justify-between gap-3 border-t border-line px-4 py-1 text-small empty:hidden text-fg-3 max-md:flex-wrap max-md:py-2.5">
          {foot}
        </div>
      )}
    </section>
  );
}
