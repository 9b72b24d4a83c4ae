import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

const spans = {
  3: 'xl:col-span-3',
  4: 'xl:col-span-4',
  5: 'xl:col-span-5',
  6: 'xl:col-span-6',
  7: 'xl:col-span-7',
  8: 'xl:col-span-8',
  9: 'xl:col-span-9',
  12: 'xl:col-span-12',
} as const;

/** The grid of 12 columns. Below 1280 px everything stands under one another. */
export function Columns({ children, stretch = false }: { children: ReactNode; stretch?: boolean }) {
  return (
    <div
      className={classNames(
        'grid grid-cols-[minmax(0,1fr)] gap-6 max-md:gap-4 xl:grid-cols-[repeat(12,minmax(0,1fr))]',
        stretch ? 'items-stretch' : 'items-start',
      )}
    >
      {children}
    </div>
  );
}

export function Column({ span, children }: { span: keyof typeof spans; children: ReactNode }) {
  return (
    <div
      className={classNames('grid min-w-0 grid-cols-[minmax(0,1fr)] content-stretch gap-6 max-md:gap-4', spans[span])}
    >
      {children}
    </div>
  );
}
