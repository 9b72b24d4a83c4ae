'use client';

import Link from 'next/link';
import { DropdownMenu } from 'radix-ui';
import { type FocusEvent, type ReactElement, useRef } from 'react';
import { classNames } from './class-names.ts';
import type { MenuEntry } from './menu-entry.ts';

interface TriggerProps {
  onClick?: (event: never) => void;
  onKeyDown?: (event: never) => void;
  'aria-haspopup'?: 'menu';
  'aria-expanded'?: boolean;
}

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement<TriggerProps>;
  entries: readonly MenuEntry[];
  align?: 'start' | 'end';
  side?: 'top' | 'bottom';
  className?: string;
}

const item =
  'flex items-center gap-2.5 rounded-sm px-2 py-1.5 no-underline outline-none! select-none data-[highlighted]:bg-hover max-md:py-2.5 [&_svg]:text-fg-3';

interface OpenMenuProps extends MenuProps {
  /** The first opening was by a key. */
  isByKey: boolean;
}

/** The menu from its first opening on. */
export function OpenMenu({ trigger, entries, align = 'end', side = 'bottom', className, isByKey }: OpenMenuProps) {
  // Radix was not there when the key was pressed, and would leave the focus on the list, one step before the first entry.
  const isFirstByKey = useRef(isByKey);
  const enter = ({ currentTarget, target }: FocusEvent<HTMLElement>) => {
    if (!isFirstByKey.current || target !== currentTarget) return;
    isFirstByKey.current = false;
    currentTarget.querySelector<HTMLElement>('[role^="menuitem"]')?.focus({ preventScroll: true });
  };
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          onFocus={enter}
          className={classNames(
            'appearing z-(--layer-tip) max-h-[min(480px,var(--radix-dropdown-menu-content-available-height))] min-w-48 overflow-auto rounded-md border border-line-strong bg-surface p-1 shadow-float',
            className,
          )}
        >
          {entries.map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name, the order does not change
            <Entry key={index} entry={entry} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Words({ label, detail }: { label: string; detail?: string | undefined }) {
  return (
    <span className="min-w-0 flex-1">
      <span className="block truncate">{label}</span>
      {detail && <span className="block truncate text-small text-fg-3">{detail}</span>}
    </span>
  );
}

function Entry({ entry }: { entry: MenuEntry }) {
  switch (entry.kind) {
    case 'line':
      return <DropdownMenu.Separator className="-mx-1 my-1 border-t border-line" />;
    case 'heading':
      return <DropdownMenu.Label className="px-2 py-1 text-small text-fg-3">{entry.label}</DropdownMenu.Label>;
    case 'link':
      return (
        <DropdownMenu.Item asChild>
          {entry.download ? (
            <a href={entry.href} download className={item}>
              {entry.icon}
              <Words label={entry.label} detail={entry.detail} />
            </a>
          ) : (
            <Link href={entry.href} aria-current={entry.isCurrent || undefined} className={item}>
              {entry.icon}
              <Words label={entry.label} detail={entry.detail} />
              {entry.isCurrent && <Tick />}
            </Link>
          )}
        </DropdownMenu.Item>
      );
    case 'choice':
      return (
        <DropdownMenu.CheckboxItem checked={entry.isChosen} onSelect={entry.onSelect} className={item}>
          {entry.icon}
          <Words label={entry.label} />
          {entry.isChosen && <Tick />}
        </DropdownMenu.CheckboxItem>
      );
    case 'action':
      return (
        <DropdownMenu.Item
          onSelect={entry.onSelect}
          className={classNames(item, entry.isDanger && 'text-danger [&_svg]:text-danger')}
        >
          {entry.icon}
          <Words label={entry.label} detail={entry.detail} />
        </DropdownMenu.Item>
      );
  }
}

function Tick() {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
    >
      <path d="m3.5 8.5 3 3 6-7" />
    </svg>
  );
}
