'use client';

import { usePathname, useSearchParams } from 'next/navigation';

/** A choice of how to look at what is on the page: kept in the URL, without asking the server again. */
export function useUrlChoice(name: string, first: string): [string, (value: string) => void] {
  const path = usePathname();
  const query = useSearchParams();
  const choose = (value: string) => {
    const next = new URLSearchParams(query);
    if (value === first) next.delete(name);
    else next.set(name, value);
    window.history.replaceState(null, '', next.size === 0 ? path : `${path}?${next}`);
  };
  return [query.get(name) ?? first, choose];
}
