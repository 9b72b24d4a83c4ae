'use client';

import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useOpener } from './use-opener.ts';

export interface DialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** Verb and name: `Delete endpoint reply-drafts`. */
  title: string;
  children: ReactNode;
  /** Buttons, the safe one first. */
  foot?: ReactNode;
  width?: 'regular' | 'wide';
}

/** The dialog from its first opening on. */
export function OpenDialog({ isOpen, onOpenChange, title, children, foot, width = 'regular' }: DialogProps) {
  const opener = useOpener();
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="appearing fixed inset-0 z-(--layer-dialog) bg-[oklch(15%_0.01_175/0.45)]" />
        <Radix.Content
          aria-describedby={undefined}
          {...opener}
          className={`rising fixed inset-x-4 top-[14vh] z-(--layer-dialog) mx-auto flex max-h-[76vh] flex-col rounded-lg border border-line-strong bg-surface shadow-float outline-none! ${width === 'wide' ? 'max-w-160' : 'max-w-110'}`}
        >
          {/* The buttons stay where they are, however long a form is. */}
          <div className="grid min-h-0 gap-3 overflow-y-auto px-5 py-4">
            <Radix.Title className="text-lead font-semibold text-balance [overflow-wrap:anywhere]">{title}</Radix.Title>
            {children}
          </div>
          {foot && (
            <div className="flex flex-none flex-wrap justify-end gap-2 border-t border-line px-5 py-3 max-md:[&>*]:flex-1">
              {foot}
            </div>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
