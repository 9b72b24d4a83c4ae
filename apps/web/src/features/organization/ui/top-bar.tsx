'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { crumbListId } from '../../../ui/page-crumb.tsx';
import { ThemeToggle } from '../../../ui/theme-toggle.tsx';
import { CommandPalette } from './command-palette.tsx';
import type { CreateCommand } from './create-commands.ts';
import { isCurrent, type NavItem } from './navigation.ts';

interface TopBarProps {
  /** The project or organization at the start of the breadcrumb. */
  place: string;
  items: readonly NavItem[];
  /** What the palette can begin. */
  creations?: readonly CreateCommand[];
  /** Whose names the palette finds; without it none. */
  projectId?: string;
  /** What the person is told; not everywhere. */
  bell?: ReactNode;
  children: ReactNode;
}

export function TopBar({ place, items, creations = [], projectId, bell, children }: TopBarProps) {
  const t = useTranslations('shell');
  const path = usePathname();
  const here = items.find((item) => isCurrent(path, item));
  return (
    <header className="sticky top-0 z-(--layer-rail) flex h-(--size-topbar) items-center gap-3 border-b border-line bg-canvas pr-4 pl-8 max-lg:gap-1 max-lg:pr-2 max-lg:pl-4">
      {children}
      <nav aria-label={t('breadcrumb')} className="min-w-0 flex-1">
        <ol id={crumbListId} className="crumbs">
          <li>
            <span className="truncate">{place}</span>
          </li>
          {here && (
            <li>
              <Link href={here.href} aria-current={path === here.href ? 'page' : undefined}>
                {t(here.name)}
              </Link>
            </li>
          )}
        </ol>
      </nav>
      <div className="flex items-center gap-1">
        <CommandPalette items={items} creations={creations} {...(projectId === undefined ? {} : { projectId })} />
        {bell}
        <ThemeToggle />
      </div>
    </header>
  );
}
