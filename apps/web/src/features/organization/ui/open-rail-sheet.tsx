'use client';

import { useTranslations } from 'next-intl';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { useOpener } from '../../../ui/use-opener.ts';

interface OpenRailSheetProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  children: ReactNode;
}

/** The sheet from its first opening on. Focus comes back to where it was. */
export function OpenRailSheet({ isOpen, onOpenChange, children }: OpenRailSheetProps) {
  const t = useTranslations('shell');
  const opener = useOpener();
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="appearing fixed inset-0 z-(--layer-sheet) bg-[oklch(15%_0.01_175/0.45)]" />
        <Dialog.Content
          aria-describedby={undefined}
          {...opener}
          className="sliding-from-left fixed inset-y-0 left-0 z-(--layer-sheet) w-70 border-r border-line bg-surface outline-none!"
        >
          <Dialog.Title className="sr-only">{t('rail.navigation')}</Dialog.Title>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
