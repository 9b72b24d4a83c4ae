'use client';

import { Menu as MenuIcon } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { loadOnUse } from '../../../ui/load-on-use.ts';

const OpenRailSheet = loadOnUse(async () => (await import('./open-rail-sheet.tsx')).OpenRailSheet);

/** Below 1024 px the rail is a sheet behind the menu button; it closes when one has arrived. */
export function RailSheet({ children }: { children: ReactNode }) {
  const t = useTranslations('shell');
  const [isOpen, setOpen] = useState(false);
  const [isUsed, setUsed] = useState(false);
  if (isOpen && !isUsed) setUsed(true);
  const path = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what it waits for
  useEffect(() => setOpen(false), [path]);
  return (
    <>
      <div className="-ml-2 hidden max-lg:block">
        <IconButton label={t('rail.open')} icon={<Icon of={MenuIcon} />} onClick={() => setOpen(true)} />
      </div>
      {isUsed && (
        <Suspense>
          <OpenRailSheet isOpen={isOpen} onOpenChange={setOpen}>
            {children}
          </OpenRailSheet>
        </Suspense>
      )}
    </>
  );
}
