import { useState } from 'react';
import { useUrlFilters } from './use-url-filters.ts';

/** Whether the dialog of a page is open. `?new` in the address opens it too, so that other pages can lead to it. */
export function useOpenByUrl(): [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
  const { query, set } = useUrlFilters();
  const [isOpen, setOpen] = useState(false);
  // It closes at once; the address follows when the server has answered.
  const [isClosed, setClosed] = useState(false);
  const isAsked = query.has('new');
  if (!isAsked && isClosed) setClosed(false);
  return [
    isOpen || (isAsked && !isClosed),
    (next) => {
      setOpen(next);
      if (next || !isAsked) return;
      setClosed(true);
      set({ new: null });
    },
  ];
}
