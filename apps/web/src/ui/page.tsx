import type { ReactNode } from 'react';

/** The width, padding and rhythm of every page of the app. */
export function Page({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto grid max-w-[calc(var(--size-content)+64px)] grid-cols-[minmax(0,1fr)] gap-6 px-8 pt-6 pb-16 max-md:gap-4 max-md:px-4 max-md:pt-4 max-md:pb-24">
      {children}
    </div>
  );
}
