'use client';

import { Check, ChevronsUpDown, Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Popover } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useId, useState } from 'react';
import { classNames } from './class-names.ts';
import { controlStyle } from './control-style.ts';
import { useField } from './field.tsx';
import { Icon } from './icon.tsx';

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  /** In small under the label. */
  detail?: string;
  /** Shown as it is, cannot be chosen. */
  blockedBecause?: string;
}

interface SelectProps<Value extends string> {
  options: readonly SelectOption<Value>[];
  value: Value | null;
  onValueChange: (value: Value) => void;
  placeholder?: string;
  /** Needed outside of a `Field`. */
  label?: string;
  size?: 'regular' | 'small';
  /** In place of the list when there is nothing to choose. */
  empty?: ReactNode;
  /** Where there are more than `options`: asks for those that hold the text, which then are among them. */
  onSearch?: ((text: string) => void) | undefined;
  className?: string;
}

/** From this many options on, the list can be searched. */
const searchFrom = 8;
const quietMs = 250;

export function Select<Value extends string>(props: SelectProps<Value>) {
  const t = useTranslations('ui');
  const { options, value, placeholder, label, size = 'regular', className } = props;
  const field = useField();
  const [isOpen, setOpen] = useState(false);
  const listId = useId();
  const chosen = options.find((option) => option.value === value);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button
          type="button"
          role="combobox"
          id={field?.id}
          aria-label={label}
          aria-expanded={isOpen}
          aria-controls={listId}
          aria-haspopup="listbox"
          aria-describedby={field?.describedBy}
          aria-invalid={field?.isInvalid || undefined}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
              event.preventDefault();
              setOpen(true);
            }
          }}
          className={classNames(
            controlStyle,
            'flex items-center justify-between gap-2 text-left',
            size === 'small'
              ? 'w-auto! min-h-7 border-line-strong px-2 text-small max-md:min-h-10 max-md:text-body!'
              : 'min-h-8 px-2.5 py-[5px] max-md:min-h-11',
            className,
          )}
        >
          <span className={classNames('truncate', chosen === undefined && 'text-fg-3')}>
            {chosen?.label ?? placeholder ?? t('select.choose')}
          </span>
          <Icon of={ChevronsUpDown} size={14} className="text-fg-3" />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={label ?? t('select.options')}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="appearing z-(--layer-tip) max-h-80 w-(--radix-popover-trigger-width) min-w-44 overflow-auto rounded-md border border-line-strong bg-surface p-1 shadow-float"
        >
          <OptionList {...props} listId={listId} close={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface OptionListProps<Value extends string> extends SelectProps<Value> {
  listId: string;
  close: () => void;
}

function OptionList<Value extends string>(props: OptionListProps<Value>) {
  const t = useTranslations('ui');
  const { options, value, onValueChange, listId, close, label, empty, onSearch } = props;
  const [query, setQuery] = useState('');
  const wanted = query.trim().toLowerCase();
  const found = options.filter((option) => `${option.label} ${option.value}`.toLowerCase().includes(wanted));
  useQuietly(onSearch, query.trim());
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      options.findIndex((option) => option.value === value),
    ),
  );
  const isSearched = options.length >= searchFrom || onSearch !== undefined;
  const choose = (option: SelectOption<Value> | undefined) => {
    if (option === undefined || option.blockedBecause !== undefined) return;
    onValueChange(option.value);
    close();
  };
  const press = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: found.length - 1 }[event.key];
    if (to !== undefined && !(isSearched && (event.key === 'Home' || event.key === 'End'))) {
      event.preventDefault();
      setAt(Math.min(Math.max(to, 0), found.length - 1));
    } else if (event.key === 'Enter' || (event.key === ' ' && !isSearched)) {
      event.preventDefault();
      choose(found[at]);
    } else if (!isSearched && event.key.length === 1) {
      const next = found.findIndex((option) => option.label.toLowerCase().startsWith(event.key.toLowerCase()));
      if (next >= 0) setAt(next);
    }
  };
  const active = found[at] === undefined ? undefined : `${listId}-${at}`;
  if (options.length === 0) return <div className="p-2 text-fg-2">{empty ?? t('select.nothing')}</div>;
  return (
    <div>
      {isSearched && (
        <div className="flex items-center gap-2 border-b border-line px-2 pb-1">
          <Icon of={Search} className="text-fg-3" />
          <input
            ref={(node) => node?.focus({ preventScroll: true })}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setAt(0);
            }}
            onKeyDown={press}
            type="search"
            aria-label={t('select.search')}
            aria-controls={listId}
            aria-activedescendant={active}
            className="h-7 w-full bg-transparent outline-none! max-md:text-[16px]"
          />
        </div>
      )}
      <div
        id={listId}
        role="listbox"
        aria-label={label ?? t('select.options')}
        tabIndex={isSearched ? -1 : 0}
        aria-activedescendant={active}
        onKeyDown={press}
        className="outline-none!"
        ref={(node) => {
          if (!isSearched) node?.focus({ preventScroll: true });
        }}
      >
        {found.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list box takes the keys for all its options
          <div
            key={option.value}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={option.value === value}
            aria-disabled={option.blockedBecause !== undefined || undefined}
            onClick={() => choose(option)}
            onMouseMove={() => setAt(index)}
            ref={(node) => {
              if (index === at) node?.scrollIntoView({ block: 'nearest' });
            }}
            className={classNames(
              'flex items-center gap-2 rounded-sm px-2 py-1.5 max-md:py-2.5',
              index === at && 'bg-hover',
              option.blockedBecause !== undefined && 'text-fg-3',
            )}
          >
            <span className="min-w-0 flex-1">
              <span className="block truncate">{option.label}</span>
              {(option.blockedBecause ?? option.detail) && (
                <span className="block text-small text-fg-3">{option.blockedBecause ?? option.detail}</span>
              )}
            </span>
            {option.value === value && <Icon of={Check} className="text-accent-text" />}
          </div>
        ))}
        {found.length === 0 && <p className="px-2 py-1.5 text-fg-2">{t('select.noMatch', { query })}</p>}
      </div>
    </div>
  );
}

/** Once for what somebody has typed, when they pause. */
function useQuietly(search: ((text: string) => void) | undefined, text: string): void {
  const ask = useEffectEvent(() => search?.(text));
  const isAsked = search !== undefined && text !== '';
  useEffect(() => {
    if (!isAsked || text === '') return;
    const timer = setTimeout(() => ask(), quietMs);
    return () => clearTimeout(timer);
  }, [isAsked, text]);
}
