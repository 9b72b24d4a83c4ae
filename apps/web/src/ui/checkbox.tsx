'use client';

import { Checkbox as Radix } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

interface CheckboxProps {
  label: ReactNode;
  /** For a box without visible words, as in a table. */
  isLabelHidden?: boolean;
  help?: ReactNode;
  checked: boolean | 'indeterminate';
  onCheckedChange: (checked: boolean) => void;
  name?: string;
}

export function Checkbox({ label, isLabelHidden = false, help, checked, onCheckedChange, name }: CheckboxProps) {
  const id = useId();
  const box = (
    <Radix.Root
      id={id}
      {...(name === undefined ? {} : { name })}
      checked={checked}
      onCheckedChange={(next) => onCheckedChange(next === true)}
      {...(isLabelHidden && typeof label === 'string' ? { 'aria-label': label } : {})}
      {...(help ? { 'aria-describedby': `${id}-help` } : {})}
      className="grid size-4 flex-none place-items-center rounded-[4px] border border-line-control bg-surface data-[state=checked]:border-accent-edge data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent-edge data-[state=indeterminate]:bg-accent"
    >
      <Radix.Indicator className="text-accent-ink">
        <svg
          viewBox="0 0 16 16"
          width="14"
          height="14"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          aria-hidden="true"
        >
          <path d={checked === 'indeterminate' ? 'M4 8h8' : 'm4 8.4 2.6 2.6L12 5.2'} />
        </svg>
      </Radix.Indicator>
    </Radix.Root>
  );
  if (isLabelHidden) return box;
  return (
    <div className={classNames('grid grid-cols-[16px_minmax(0,1fr)] gap-x-2', 'items-start')}>
      <span className="flex h-5 items-center">{box}</span>
      <div>
        <label htmlFor={id}>{label}</label>
        {help && (
          <p id={`${id}-help`} className="text-small text-pretty text-fg-3">
            {help}
          </p>
        )}
      </div>
    </div>
  );
}
