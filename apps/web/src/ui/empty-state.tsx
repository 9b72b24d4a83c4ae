import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon?: ReactNode;
  /** What it is: `No endpoints yet`. */
  title: string;
  /** Why one would want it. */
  children?: ReactNode;
  /** One button and one link. */
  actions?: ReactNode;
}

/** Teaches what will stand here. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="grid justify-items-center gap-1 px-6 py-8 text-center">
      {icon && <span className="mb-1 text-fg-3 [&_svg]:size-5">{icon}</span>}
      <h2 className="font-medium">{title}</h2>
      {children && <p className="max-w-[44ch] text-pretty text-fg-2">{children}</p>}
      {actions && <div className="mt-3 flex flex-wrap items-center justify-center gap-2">{actions}</div>}
    </div>
  );
}
