'use client';

import type { ComponentProps, ReactNode } from 'react';
import { type ButtonLook, buttonStyle } from './button-style.ts';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

interface IconButtonProps
  extends Omit<ComponentProps<'button'>, 'disabled' | 'aria-label' | 'children'>,
    Pick<ButtonLook, 'variant' | 'size'> {
  /** What it does; said by screen readers and shown as a tooltip. */
  label: string;
  icon: ReactNode;
}

export function IconButton({
  label,
  icon,
  variant = 'ghost',
  size,
  className,
  type = 'button',
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <button
        {...rest}
        type={type}
        aria-label={label}
        className={classNames(buttonStyle({ variant, isIcon: true, ...(size ? { size } : {}) }), className)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
