'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';

/** Filters live in the URL, so that a view can be linked; `null` takes one away. */
export function useUrlFilters(): {
  query: URLSearchParams;
  set: (values: Readonly<Record<string, string | null>>) => void;
} {
  const path = usePathname();
  const query = useSearchParams();
  const router = useRouter();
  return {
    query,
    set: (values) => {
      const next = new URLSearchParams(query);
      for (const [name, value] of Object.entries(values)) {
        if (value === null) next.delete(name);
        else next.set(name, value);
      }
      router.replace(next.size === 0 ? path : `${path}?${next}`, { scroll: false });
    },
  };
}
