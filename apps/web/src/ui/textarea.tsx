'use client';

import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { controlStyle } from './control-style.ts';
import { useField } from './field.tsx';
import { useEarlyValue } from './use-early-value.ts';

export function Textarea({ className, rows = 4, ref, ...rest }: ComponentProps<'textarea'>) {
  const field = useField();
  const early = useEarlyValue(rest.value, ref);
  return (
    <textarea
      id={field?.id}
      aria-describedby={field?.describedBy}
      aria-invalid={field?.isInvalid || undefined}
      rows={rows}
      {...rest}
      ref={early}
      className={classNames(controlStyle, 'block resize-y px-2.5 py-2', className)}
    />
  );
}
