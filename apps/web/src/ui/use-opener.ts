import { useRef } from 'react';

/** For the content of a Radix dialog without a trigger of its own, which would leave the focus nowhere when it closes. */
export function useOpener(): { onOpenAutoFocus: () => void; onCloseAutoFocus: (event: Event) => void } {
  const opener = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      const focused = document.activeElement;
      // An entry of a menu goes with it; the button that opened the menu stays.
      const menu = focused?.closest('[role="menu"]');
      opener.current = menu ? document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`) : focused;
    },
    onCloseAutoFocus: (event) => {
      event.preventDefault();
      if (opener.current instanceof HTMLElement) opener.current.focus();
    },
  };
}
