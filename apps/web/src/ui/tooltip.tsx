'use client';

import { Tooltip as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';

interface TooltipProps {
  text: ReactNode;
  /** One element that takes focus. */
  children: ReactElement;
  side?: 'top' | 'right' | 'bottom' | 'left';
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}

/** Words for a control that shows only an icon, or the reason why one is blocked. Opens after 400 ms and on focus. */
export function Tooltip({ text, children, side = 'top', isOpen, onOpenChange }: TooltipProps) {
  return (
    <Radix.Provider delayDuration={400}>
      <Radix.Root
        {...(isOpen === undefined ? {} : { open: isOpen })}
        {...(onOpenChange === undefined ? {} : { onOpenChange })}
      >
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="appearing z-(--layer-tip) max-w-72 rounded-md border border-line-strong bg-surface px-2 py-1 text-small text-pretty text-fg shadow-float"
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
