'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/icon.tsx';
import { isCurrent, type NavItem } from './navigation.ts';

interface RailNavProps {
  /** For screen readers; shown when `isTitled`. */
  label: string;
  isTitled?: boolean;
  items: readonly NavItem[];
  /** At the right of an item, by its name: `1 running`. */
  notes?: Readonly<Partial<Record<NavItem['name'], string>>>;
}

export function RailNav({ label, isTitled = false, items, notes = {} }: RailNavProps) {
  const t = useTranslations('shell');
  const path = usePathname();
  return (
    <nav aria-label={label} className="mt-2 not-first-of-type:mt-4">
      {isTitled && <h2 className="px-2 pb-1 text-small text-fg-3">{label}</h2>}
      <ul className="grid gap-px">
        {items.map((item) => {
          const isHere = isCurrent(path, item);
          return (
            <li key={item.href}>
              <Link
                href={item.href}
                aria-current={isHere ? 'page' : undefined}
                className={classNames(
                  'flex h-7.5 items-center gap-2 rounded-sm px-2 transition-colors duration-(--duration-fast) hover:bg-hover hover:text-fg max-lg:h-10',
                  isHere ? 'bg-hover font-medium text-fg' : 'text-fg-2',
                )}
              >
                <Icon of={item.icon} className={isHere ? 'text-accent-text' : 'text-fg-3'} />
                <span>{t(item.name)}</span>
                {notes[item.name] && (
                  <span className="ml-auto text-micro font-regular text-fg-3 tabular-nums">{notes[item.name]}</span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
