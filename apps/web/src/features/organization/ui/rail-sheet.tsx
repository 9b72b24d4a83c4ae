'use client';

import { Menu as MenuIcon } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Dialog } from 'radix-ui';
import { type ReactNode, useEffect, useState } from 'react';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';

/** Below 1024 px the rail is a sheet behind the menu button; it closes when one has arrived. */
export function RailSheet({ children }: { children: ReactNode }) {
  const t = useTranslations('shell');
  const [isOpen, setOpen] = useState(false);
  const path = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what it waits for
  useEffect(() => setOpen(false), [path]);
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <div className="-ml-2 hidden max-lg:block">
        <IconButton label={t('rail.open')} icon={<Icon of={MenuIcon} />} onClick={() => setOpen(true)} />
      </div>
      <Dialog.Portal>
        <Dialog.Overlay className="appearing fixed inset-0 z-(--layer-sheet) bg-[oklch(15%_0.01_175/0.45)]" />
        <Dialog.Content
          aria-describedby={undefined}
          className="sliding-from-left fixed inset-y-0 left-0 z-(--layer-sheet) w-70 border-r border-line bg-surface outline-none!"
        >
          <Dialog.Title className="sr-only">{t('rail.navigation')}</Dialog.Title>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
