'use client';

import { CircleQuestionMark, Search, SunMoon } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { Suspense, useState } from 'react';
import { Icon } from '../../../ui/icon.tsx';
import { Kbd } from '../../../ui/kbd.tsx';
import { loadOnUse } from '../../../ui/load-on-use.ts';
import { helpOf } from '../../help/ui/help-of.ts';
import type { CreateCommand } from './create-commands.ts';
import type { NavItem } from './navigation.ts';
import type { Command } from './open-palette.tsx';
import { useEarlyKeys } from './use-early-keys.ts';
import { useShortcuts } from './use-shortcuts.ts';

const OpenPalette = loadOnUse(async () => (await import('./open-palette.tsx')).OpenPalette);

interface CommandPaletteProps {
  items: readonly NavItem[];
  creations: readonly CreateCommand[];
  projectId?: string;
}

/** Every page, what can be begun, the docs, and whatever the project has of a name or id: by ⌘K, by its field or by keys. */
export function CommandPalette({ items, creations, projectId }: CommandPaletteProps) {
  const t = useTranslations('shell');
  const router = useRouter();
  const path = usePathname();
  const { resolvedTheme, setTheme } = useTheme();
  const [isOpen, setOpen] = useState(false);
  const [isUsed, setUsed] = useState(false);
  if (isOpen && !isUsed) setUsed(true);
  const early = useEarlyKeys(isOpen);
  const go = (href: string) => () => router.push(href);
  const commands: Command[] = [
    ...creations.map((command) => ({
      label: t(command.name),
      icon: <Icon of={command.icon} />,
      keys: command.keys,
      run: go(command.href),
    })),
    ...items.map((item) => ({
      label: t('palette.goTo', { place: t(item.name) }),
      icon: <Icon of={item.icon} />,
      keys: `G ${item.goKey}`,
      run: go(item.href),
    })),
    {
      label: t('palette.help'),
      icon: <Icon of={CircleQuestionMark} />,
      keys: 'G H',
      run: go(helpOf(path)),
    },
    {
      label: t('palette.theme'),
      icon: <Icon of={SunMoon} />,
      keys: 'T',
      run: () => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark'),
    },
  ];
  const byKeys = commands.flatMap(({ keys, run }) => (keys === undefined ? [] : [[keys.toLowerCase(), run]]));
  useShortcuts({
    // Once it was asked for, letters are words to find, also before its field is there to take them.
    ...(isOpen ? {} : Object.fromEntries(byKeys)),
    'mod+k': () => setOpen((was) => !was),
    '?': () => setOpen(true),
  });
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
        className="mr-1 flex h-7 w-59 items-center gap-2 rounded-md border border-line-strong bg-surface pr-1.5 pl-2 text-small text-fg-3 hover:border-line-control max-md:mr-0 max-md:size-10 max-md:justify-center max-md:border-0 max-md:bg-transparent max-md:p-0"
      >
        <Icon of={Search} />
        <span className="flex-1 text-left max-md:sr-only">{t('palette.search')}</span>
        <span className="max-md:hidden" aria-hidden="true">
          <Kbd>⌘K</Kbd>
        </span>
      </button>
      {isUsed && (
        <Suspense>
          <OpenPalette isOpen={isOpen} onOpenChange={setOpen} early={early} commands={commands} projectId={projectId} />
        </Suspense>
      )}
    </>
  );
}
