'use client';

import { RadioGroup } from 'radix-ui';

interface SegmentsProps<Value extends string> {
  /** What is switched, for screen readers: `Group by`. */
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: string }[];
}

/** Changes the grouping of one table or chart; tabs change the view of a noun. */
export function Segments<Value extends string>({ label, value, onValueChange, options }: SegmentsProps<Value>) {
  return (
    <RadioGroup.Root
      aria-label={label}
      orientation="horizontal"
      value={value}
      onValueChange={(next) => onValueChange(next as Value)}
      className="inline-flex rounded-md border border-line-strong bg-sunken p-0.5"
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          className="flex h-6.5 items-center rounded-[4px] px-2.5 whitespace-nowrap text-fg-2 data-[state=checked]:bg-surface data-[state=checked]:font-medium data-[state=checked]:text-fg data-[state=checked]:shadow-[0_0_0_1px_var(--color-line-strong)] max-md:h-9"
        >
          {option.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
