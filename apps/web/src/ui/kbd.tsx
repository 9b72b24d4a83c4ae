import type { ReactNode } from 'react';

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded-xs border border-line bg-sunken px-1 font-sans! text-micro! whitespace-nowrap text-fg-3">
      {children}
    </kbd>
  );
}
