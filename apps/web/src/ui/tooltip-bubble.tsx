'use client';

import { autoUpdate, flip, offset, shift, useFloating } from '@floating-ui/react-dom';
import { type ReactNode, useEffect } from 'react';
import { createPortal } from 'react-dom';

export interface TooltipBubbleProps {
  id: string;
  anchor: Element;
  side: 'top' | 'right' | 'bottom' | 'left';
  text: ReactNode;
  onEnter: () => void;
  onLeave: () => void;
  onDismiss: () => void;
}

/**
 * Beside its anchor, on the other side where there is no room. The pointer may rest on it; Esc and a press anywhere else
 * dismiss it.
 */
export function TooltipBubble({ id, anchor, side, text, onEnter, onLeave, onDismiss }: TooltipBubbleProps) {
  const { refs, floatingStyles, isPositioned } = useFloating({
    elements: { reference: anchor },
    placement: side,
    strategy: 'fixed',
    middleware: [offset(6), flip({ padding: 8 }), shift({ padding: 8 })],
    whileElementsMounted: autoUpdate,
  });
  useEffect(() => {
    const closeByKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onDismiss();
    };
    // A tap gives no focus in every browser, so that none is lost by the next one.
    const closeByPress = ({ target }: PointerEvent) => {
      if (!(target instanceof Node) || !refs.floating.current?.contains(target)) onDismiss();
    };
    document.addEventListener('keydown', closeByKey);
    document.addEventListener('pointerdown', closeByPress);
    return () => {
      document.removeEventListener('keydown', closeByKey);
      document.removeEventListener('pointerdown', closeByPress);
    };
  }, [onDismiss, refs]);
  return createPortal(
    <div
      ref={refs.setFloating}
      id={id}
      role="tooltip"
      style={{ ...floatingStyles, visibility: isPositioned ? 'visible' : 'hidden' }}
      className="z-(--layer-tip) w-max max-w-72 rounded-md border border-line-strong bg-surface px-2 py-1 text-small text-pretty text-fg shadow-float"
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
    >
      {text}
    </div>,
    document.body,
  );
}
