import type { ReactNode } from 'react';

interface PageHeaderProps {
  title: ReactNode;
  /** A `Status` with `isBadge`, or a small `Select`. */
  badge?: ReactNode;
  /** What it is made from, its id: short pieces, one line. */
  facts?: readonly ReactNode[];
  /** Secondary buttons. */
  actions?: ReactNode;
  /** The one primary button; on phones a bar at the bottom of the screen. */
  primary?: ReactNode;
}

export function PageHeader({ title, badge, facts = [], actions, primary }: PageHeaderProps) {
  return (
    <header className="flex items-start justify-between gap-6 max-md:flex-col max-md:gap-3">
      <div className="max-w-full min-w-0">
        <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-title font-semibold text-balance [overflow-wrap:anywhere]">{title}</h1>
          {badge}
        </div>
        {facts.length > 0 && (
          <ul className="mt-0.5 flex flex-wrap items-center gap-x-4 gap-y-0.5 text-fg-2 [&_svg]:text-fg-3">
            {facts.map((fact, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the facts of a header keep their order
              <li key={index} className="inline-flex min-w-0 items-center gap-1.5">
                {fact}
              </li>
            ))}
          </ul>
        )}
      </div>
      {(actions || primary) && (
        <div className="flex flex-none items-center gap-2 max-md:w-full max-md:flex-wrap max-md:[&>*:not(.w-8)]:flex-1">
          {actions}
          {primary && (
            <div className="contents max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-(--layer-rail) max-md:block! max-md:border-t max-md:border-line max-md:bg-surface max-md:px-4 max-md:pt-2.5 max-md:pb-[calc(10px+env(safe-area-inset-bottom))] max-md:[&>*]:h-11 max-md:[&>*]:w-full max-md:[&>*]:text-lead">
              {primary}
            </div>
          )}
        </div>
      )}
    </header>
  );
}
