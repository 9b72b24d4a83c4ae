'use client';

import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { controlStyle } from './control-style.ts';
import { useField } from './field.tsx';
import { useEarlyValue } from './use-early-value.ts';

interface InputProps extends ComponentProps<'input'> {
  /** Inside at the right: `USD per month`, `examples`. */
  unit?: ReactNode;
}

export function Input({ unit, className, ref, ...rest }: InputProps) {
  const field = useField();
  const early = useEarlyValue(rest.value, ref);
  const input = (
    <input
      id={field?.id}
      aria-describedby={field?.describedBy}
      aria-invalid={field?.isInvalid || undefined}
      {...rest}
      ref={early}
      className={classNames(
        controlStyle,
        'min-h-8 px-2.5 py-[5px] max-md:min-h-11',
        rest.type === 'number' || rest.inputMode === 'decimal' || rest.inputMode === 'numeric' ? 'tabular-nums' : null,
        unit !== undefined && 'pr-24',
        className,
      )}
    />
  );
  if (unit === undefined) return input;
  return (
    <span className="relative block">
      {input}
      <span className="pointer-events-none absolute top-1.5 right-2.5 text-fg-3 max-md:top-3">{unit}</span>
    </span>
  );
}
