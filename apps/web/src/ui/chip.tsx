import type { ReactNode } from 'react';

/** A short fact beside a name: `best`, `cold`, `required`. Not a status. */
export function Chip({ children }: { children: ReactNode }) {
  return (
    <span className="inline-flex h-5 items-center rounded-sm border border-line px-1.5 text-small whitespace-nowrap text-fg-2">
      {children}
    </span>
  );
}
