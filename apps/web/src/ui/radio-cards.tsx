'use client';

import { RadioGroup } from 'radix-ui';
import { type ReactNode, useId } from 'react';

export interface RadioCard<Value extends string> {
  value: Value;
  title: ReactNode;
  detail?: ReactNode;
  /** At the right: a price, a size. */
  aside?: ReactNode;
  /** Under the aside, in small. */
  asideDetail?: ReactNode;
  /** Shown with its reason, cannot be chosen. */
  blockedBecause?: string;
}

interface RadioCardsProps<Value extends string> {
  /** Said by screen readers. */
  label: string;
  value: Value | null;
  onValueChange: (value: Value) => void;
  options: readonly RadioCard<Value>[];
}

/** One choice of a few that need a line of explanation and a price. */
export function RadioCards<Value extends string>({ label, value, onValueChange, options }: RadioCardsProps<Value>) {
  const id = useId();
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value ?? ''}
      onValueChange={(next) => onValueChange(next as Value)}
      className="overflow-hidden rounded-md border border-line-strong bg-surface"
    >
      {options.map((option) => (
        <label
          key={option.value}
          htmlFor={`${id}-${option.value}`}
          className="grid grid-cols-[16px_minmax(0,1fr)_auto] items-start gap-x-3 border-line px-3.5 py-2.5 not-first:border-t has-[[data-state=checked]]:bg-accent-soft"
        >
          <RadioGroup.Item
            id={`${id}-${option.value}`}
            value={option.value}
            disabled={option.blockedBecause !== undefined}
            className="mt-0.5 grid size-4 place-items-center rounded-full border border-line-control bg-surface focus-visible:rounded-full data-[state=checked]:border-accent-edge data-[state=checked]:bg-accent"
          >
            <RadioGroup.Indicator className="size-1.5 rounded-full bg-accent-ink" />
          </RadioGroup.Item>
          <span className="min-w-0">
            <span className={option.blockedBecause === undefined ? 'block font-medium' : 'block text-fg-3'}>
              {option.title}
            </span>
            {(option.blockedBecause ?? option.detail) && (
              <span className="block text-small text-pretty text-fg-2">{option.blockedBecause ?? option.detail}</span>
            )}
          </span>
          {option.aside && (
            <span className="text-right whitespace-nowrap tabular-nums">
              <span className="block">{option.aside}</span>
              {option.asideDetail && <span className="block text-small text-fg-2">{option.asideDetail}</span>}
            </span>
          )}
        </label>
      ))}
    </RadioGroup.Root>
  );
}
