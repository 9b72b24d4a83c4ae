'use client';

import { ListChecks, Plus, Search, SunMoon, Upload } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Kbd } from '../../../ui/kbd.tsx';
import type { NavItem } from './navigation.ts';
import { useShortcuts } from './use-shortcuts.ts';

interface Command {
  label: string;
  icon: ReactNode;
  keys: string;
  run: () => void;
}

interface CommandPaletteProps {
  items: readonly NavItem[];
  projectId?: string;
}

/** Every page, the two beginnings of the main job and that of an inference job, by ⌘K, by its field or by their own keys. */
export function CommandPalette({ items, projectId }: CommandPaletteProps) {
  const t = useTranslations('shell');
  const router = useRouter();
  const { resolvedTheme, setTheme } = useTheme();
  const [isOpen, setOpen] = useState(false);
  const go = (href: string) => () => router.push(href);
  const commands: Command[] = [
    ...(projectId === undefined
      ? []
      : [
          {
            label: t('palette.newJob'),
            icon: <Icon of={Plus} />,
            keys: 'N',
            run: go(`/projects/${projectId}/fine-tuning/new`),
          },
          {
            label: t('palette.newInference'),
            icon: <Icon of={ListChecks} />,
            keys: 'B',
            run: go(`/projects/${projectId}/inference/new`),
          },
          {
            label: t('palette.upload'),
            icon: <Icon of={Upload} />,
            keys: 'U',
            run: go(`/projects/${projectId}/data/new`),
          },
        ]),
    ...items.map((item) => ({
      label: t('palette.goTo', { place: t(item.name) }),
      icon: <Icon of={item.icon} />,
      keys: `G ${item.goKey}`,
      run: go(item.href),
    })),
    {
      label: t('palette.theme'),
      icon: <Icon of={SunMoon} />,
      keys: 'T',
      run: () => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark'),
    },
  ];
  useShortcuts({
    ...Object.fromEntries(commands.map(({ keys, run }) => [keys.toLowerCase(), run])),
    'mod+k': () => setOpen((was) => !was),
    '?': () => setOpen(true),
  });
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <button
          type="button"
          className="mr-1 flex h-7 w-59 items-center gap-2 rounded-md border border-line-strong bg-surface pr-1.5 pl-2 text-small text-fg-3 hover:border-line-control max-md:mr-0 max-md:size-10 max-md:justify-center max-md:border-0 max-md:bg-transparent max-md:p-0"
        >
          <Icon of={Search} />
          <span className="flex-1 text-left max-md:sr-only">{t('palette.search')}</span>
          <span className="max-md:hidden" aria-hidden="true">
            <Kbd>⌘K</Kbd>
          </span>
        </button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="appearing fixed inset-0 z-(--layer-dialog) bg-[oklch(15%_0.01_175/0.45)]" />
        <Dialog.Content
          aria-describedby={undefined}
          className="rising fixed inset-x-4 top-[12vh] z-(--layer-dialog) mx-auto max-w-140 overflow-hidden rounded-lg border border-line-strong bg-surface shadow-float outline-none!"
        >
          <Dialog.Title className="sr-only">{t('palette.commands')}</Dialog.Title>
          <CommandList commands={commands} close={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function CommandList({ commands, close }: { commands: readonly Command[]; close: () => void }) {
  const t = useTranslations('shell');
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const found = commands.filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase()));
  const choose = (command: Command | undefined) => {
    if (command === undefined) return;
    close();
    command.run();
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setAt((at + step + found.length) % found.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(found[at]);
    }
  };
  return (
    <>
      <div className="flex h-11 items-center gap-2.5 border-b border-line px-3.5">
        <Icon of={Search} className="text-fg-3" />
        <input
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={press}
          role="combobox"
          aria-expanded="true"
          aria-controls="commands"
          aria-activedescendant={found.length === 0 ? undefined : `command-${at}`}
          aria-label={t('palette.search')}
          placeholder={t('palette.upload')}
          className="min-w-0 flex-1 bg-transparent outline-none! max-md:text-[16px]"
        />
        {/* i18n-ignore */}
        <Kbd>esc</Kbd>
      </div>
      <div id="commands" role="listbox" aria-label={t('palette.commands')} className="max-h-[50vh] overflow-auto p-1.5">
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys for the whole list
          <div
            key={command.label}
            id={`command-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onClick={() => choose(command)}
            onMouseMove={() => setAt(index)}
            className={classNames(
              'flex h-9 items-center gap-2.5 rounded-sm px-2 max-md:h-11 [&_svg]:text-fg-3',
              index === at && 'bg-hover',
            )}
          >
            {command.icon}
            <span className="flex-1">{command.label}</span>
            <span className="flex gap-1" aria-hidden="true">
              {command.keys.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="px-4 pb-4 text-fg-2">{t('palette.none', { query })}</p>}
    </>
  );
}
