'use client';

import {
  cloneElement,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  Suspense,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { loadOnUse } from './load-on-use.ts';

interface TriggerProps {
  'aria-describedby'?: string | undefined;
  onPointerEnter?: (event: PointerEvent<HTMLElement>) => void;
  onPointerLeave?: (event: PointerEvent<HTMLElement>) => void;
  onPointerDown?: (event: PointerEvent<HTMLElement>) => void;
  onFocus?: (event: FocusEvent<HTMLElement>) => void;
  onBlur?: (event: FocusEvent<HTMLElement>) => void;
}

interface TooltipProps {
  text: ReactNode;
  /** One element that takes focus. */
  children: ReactElement<TriggerProps>;
  side?: 'top' | 'right' | 'bottom' | 'left';
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}

const TooltipBubble = loadOnUse(async () => (await import('./tooltip-bubble.tsx')).TooltipBubble);
const openAfterMs = 400;
/** The way of the pointer from the control to its words. */
const closeAfterMs = 120;

/** Words for a control that shows only an icon, or the reason why one is blocked. Opens after 400 ms and on focus. */
export function Tooltip({ text, children, side = 'top', isOpen, onOpenChange }: TooltipProps) {
  const id = useId();
  const [isOwn, setOwn] = useState(false);
  const [anchor, setAnchor] = useState<Element | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const isShown = (isOpen ?? isOwn) && anchor !== null;
  const turn = (next: boolean, afterMs = 0) => {
    clearTimeout(timer.current);
    const set = () => {
      setOwn(next);
      onOpenChange?.(next);
    };
    if (afterMs === 0) set();
    else timer.current = setTimeout(set, afterMs);
  };
  const { props } = children;
  const child = cloneElement(children, {
    'aria-describedby': isShown ? id : props['aria-describedby'],
    onPointerEnter: (event) => {
      props.onPointerEnter?.(event);
      setAnchor(event.currentTarget);
      // Touch has no hover.
      if (event.pointerType !== 'touch') turn(true, openAfterMs);
    },
    onPointerLeave: (event) => {
      props.onPointerLeave?.(event);
      if (event.pointerType !== 'touch') turn(false, closeAfterMs);
    },
    onPointerDown: (event) => {
      props.onPointerDown?.(event);
      turn(false);
    },
    onFocus: (event) => {
      props.onFocus?.(event);
      setAnchor(event.currentTarget);
      if (event.currentTarget.matches(':focus-visible')) turn(true);
    },
    onBlur: (event) => {
      props.onBlur?.(event);
      turn(false);
    },
  });
  return (
    <>
      {child}
      {isShown && (
        <Suspense>
          <TooltipBubble
            id={id}
            anchor={anchor}
            side={side}
            text={text}
            onEnter={() => turn(true)}
            onLeave={() => turn(false, closeAfterMs)}
            onDismiss={() => turn(false)}
          />
        </Suspense>
      )}
    </>
  );
}
