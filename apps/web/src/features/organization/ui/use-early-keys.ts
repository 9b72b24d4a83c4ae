import { useEffect, useRef } from 'react';

/** What is typed between the asking for a field and its coming, so that no letter is lost. Begins anew at each asking. */
export function useEarlyKeys(isAsked: boolean): () => string {
  const typed = useRef('');
  useEffect(() => {
    if (!isAsked) return;
    typed.current = '';
    const take = (event: KeyboardEvent) => {
      const isLetter = [...event.key].length === 1 && !event.metaKey && !event.ctrlKey && !event.altKey;
      const isTaken = event.target instanceof Element && event.target.closest('input, [role="dialog"]') !== null;
      if (!isLetter || isTaken) return;
      // A space would scroll the page.
      event.preventDefault();
      typed.current += event.key;
    };
    document.addEventListener('keydown', take);
    return () => document.removeEventListener('keydown', take);
  }, [isAsked]);
  return () => typed.current;
}
