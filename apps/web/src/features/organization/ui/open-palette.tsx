'use client';

import type { FoundKind } from '@modelmint/db/search/search-project';
import { Box, Database, ListChecks, type LucideIcon, Plug, Scale, Search, SlidersHorizontal } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Kbd } from '../../../ui/kbd.tsx';
import { useOpener } from '../../../ui/use-opener.ts';
import { foundHref } from '../../search/ui/found-href.ts';
import { useSearch } from '../../search/ui/use-search.ts';

export interface Command {
  label: string;
  icon: ReactNode;
  keys?: string | undefined;
  run: () => void;
}

/** A command or something of the project: what one can choose. */
interface Option extends Omit<Command, 'keys'> {
  id: string;
  /** At the right: keys, or what it is. */
  aside: ReactNode;
  detail?: string | null;
}

interface OpenPaletteProps extends Omit<CommandListProps, 'close'> {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** The palette from its first opening on. Focus comes back to where it was. */
export function OpenPalette({ isOpen, onOpenChange, ...list }: OpenPaletteProps) {
  const t = useTranslations('shell');
  const opener = useOpener();
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="appearing fixed inset-0 z-(--layer-dialog) bg-[oklch(15%_0.01_175/0.45)]" />
        <Dialog.Content
          aria-describedby={undefined}
          {...opener}
          onOpenAutoFocus={(event) => {
            opener.onOpenAutoFocus();
            event.preventDefault();
            if (event.target instanceof Element) focusEnd(event.target.querySelector('input'));
          }}
          className="rising fixed inset-x-4 top-[12vh] z-(--layer-dialog) mx-auto max-w-140 overflow-hidden rounded-lg border border-line-strong bg-surface shadow-float outline-none!"
        >
          <Dialog.Title className="sr-only">{t('palette.commands')}</Dialog.Title>
          <CommandList {...list} close={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const foundIcons: Record<FoundKind, LucideIcon> = {
  job: SlidersHorizontal,
  dataset: Database,
  model: Box,
  endpoint: Plug,
  inference: ListChecks,
  evaluation: Scale,
};

/** Told by the key itself; read aloud they would be letters in the name of the command. */
function Keys({ keys }: { keys: string }) {
  return (
    <span className="flex gap-1" aria-hidden="true">
      {keys.split(' ').map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </span>
  );
}

/** Not the whole text selected, as Radix would: the next letter goes on with what was typed. */
function focusEnd(field: HTMLInputElement | null): void {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}

interface CommandListProps {
  /** What was typed before the field was there. */
  early: () => string;
  commands: readonly Command[];
  projectId: string | undefined;
  close: () => void;
}

/** Commands whose words hold the query, then what the project has of that name. */
function useOptions({ commands, projectId }: CommandListProps, query: string) {
  const t = useTranslations('shell');
  const router = useRouter();
  const { found, ...search } = useSearch(projectId, query);
  const options: Option[] = [
    ...commands
      .filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase()))
      .map(({ keys, ...command }) => ({
        ...command,
        id: command.label,
        aside: keys !== undefined && <Keys keys={keys} />,
      })),
    ...found.map((row) => ({
      id: row.id,
      label: row.name,
      detail: row.detail,
      icon: <Icon of={foundIcons[row.kind]} />,
      aside: <span className="text-small text-fg-3">{t(`palette.kind.${row.kind}`)}</span>,
      run: () => router.push(foundHref(projectId ?? '', row)),
    })),
  ];
  return { options, ...search };
}

function CommandList(props: CommandListProps) {
  const t = useTranslations('shell');
  const [query, setQuery] = useState(props.early);
  const [wanted, setWanted] = useState(0);
  const { options, isSearching, problem } = useOptions(props, query);
  const at = Math.min(wanted, Math.max(0, options.length - 1));
  const choose = (option: Option | undefined) => {
    if (option === undefined) return;
    props.close();
    option.run();
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && options.length > 0) {
      event.preventDefault();
      setWanted((at + step + options.length) % options.length);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(options[at]);
    }
  };
  const said = problem ?? (isSearching ? t('palette.searching') : null);
  return (
    <>
      <div className="flex h-11 items-center gap-2.5 border-b border-line px-3.5">
        <Icon of={Search} className="text-fg-3" />
        <input
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setWanted(0);
          }}
          onKeyDown={press}
          role="combobox"
          aria-expanded="true"
          aria-controls="commands"
          aria-activedescendant={options.length === 0 ? undefined : `command-${at}`}
          aria-label={t('palette.search')}
          placeholder={t('palette.upload')}
          className="min-w-0 flex-1 bg-transparent outline-none! max-md:text-[16px]"
        />
        {/* i18n-ignore */}
        <Kbd>esc</Kbd>
      </div>
      <div id="commands" role="listbox" aria-label={t('palette.commands')} className="max-h-[50vh] overflow-auto p-1.5">
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys for the whole list
          <div
            key={option.id}
            id={`command-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onClick={() => choose(option)}
            onMouseMove={() => setWanted(index)}
            ref={(node) => {
              if (index === at) node?.scrollIntoView({ block: 'nearest' });
            }}
            className={classNames(
              'flex h-9 items-center gap-2.5 rounded-sm px-2 max-md:h-11 [&_svg]:text-fg-3',
              index === at && 'bg-hover',
            )}
          >
            {option.icon}
            <span className="min-w-0 flex-1 truncate">
              {option.label}
              {option.detail && <span className="ml-2 text-small text-fg-3">{option.detail}</span>}
            </span>
            <span className="flex-none">{option.aside}</span>
          </div>
        ))}
      </div>
      <p role="status" className={classNames('px-4 text-fg-2', (said !== null || options.length === 0) && 'pb-4')}>
        {said ?? (options.length === 0 ? t('palette.none', { query }) : '')}
      </p>
    </>
  );
}
