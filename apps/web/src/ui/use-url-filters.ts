'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';

type Values = Readonly<Record<string, string | null>>;

interface UrlFilters {
  query: URLSearchParams;
  /** A choice: the browser's way back takes it back. */
  set: (values: Values) => void;
  /** What is typed, or stepped through: no entry of the history for each letter. */
  replace: (values: Values) => void;
}

/** Filters live in the URL, so that a view can be linked; `null` takes one away. */
export function useUrlFilters(): UrlFilters {
  const path = usePathname();
  const query = useSearchParams();
  const router = useRouter();
  const hrefOf = (values: Values) => {
    const next = new URLSearchParams(query);
    for (const [name, value] of Object.entries(values)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    return next.size === 0 ? path : `${path}?${next}`;
  };
  return {
    query,
    set: (values) => router.push(hrefOf(values), { scroll: false }),
    replace: (values) => router.replace(hrefOf(values), { scroll: false }),
  };
}
