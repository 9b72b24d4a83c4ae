'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { classNames } from './class-names.ts';

export interface Tab {
  /** Value in the URL; the first tab has none. */
  id: string;
  label: string;
  /** Beside the label: a count. */
  count?: string;
}

interface TabsProps {
  /** For screen readers: `Dataset`. */
  label: string;
  tabs: readonly Tab[];
  /** Name in the query. */
  param?: string;
}

/** Views of one noun; the chosen one lives in the URL (`?tab=examples`), so that it can be linked and reloaded. */
export function Tabs({ label, tabs, param = 'tab' }: TabsProps) {
  const path = usePathname();
  const query = useSearchParams();
  const first = tabs[0]?.id;
  const asked = query.get(param);
  const current = tabs.some((tab) => tab.id === asked) ? asked : first;
  const hrefOf = (id: string) => {
    const next = new URLSearchParams(query);
    if (id === first) next.delete(param);
    else next.set(param, id);
    return next.size === 0 ? path : `${path}?${next}`;
  };
  return (
    <nav aria-label={label} className="overflow-x-auto border-b border-line [scrollbar-width:none]">
      <ul className="-ml-2 flex gap-3">
        {tabs.map((tab) => (
          <li key={tab.id}>
            <Link
              href={hrefOf(tab.id)}
              scroll={false}
              aria-current={tab.id === current ? 'page' : undefined}
              className={classNames(
                'relative inline-flex h-[34px] items-center gap-1.5 px-2 whitespace-nowrap focus-visible:-outline-offset-2 max-md:h-11',
                tab.id === current
                  ? 'font-medium text-fg after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 after:bg-accent-edge'
                  : 'text-fg-2 hover:text-fg',
              )}
            >
              {tab.label}
              {tab.count !== undefined && <span className="text-small font-regular text-fg-3">{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
