import type { ReactNode } from 'react';

/** Title and one line above an account form. */
export function FormHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="grid gap-1">
      <h1 className="text-title font-semibold text-balance">{title}</h1>
      {children && <p className="text-pretty text-fg-2">{children}</p>}
    </div>
  );
}
