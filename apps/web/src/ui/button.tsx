'use client';

import { type ComponentProps, type MouseEvent, type ReactNode, useState } from 'react';
import { type ButtonLook, buttonStyle } from './button-style.ts';
import { classNames } from './class-names.ts';
import { StatusIcon } from './status-icon.tsx';
import { Tooltip } from './tooltip.tsx';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'>, Pick<ButtonLook, 'variant' | 'size'> {
  icon?: ReactNode;
  /** Keeps its width, turns a mark and ignores clicks. */
  isBusy?: boolean;
  /** Why it cannot be used now; it stays in the tab order and says so. Never for the submit of a form. */
  blockedBecause?: string | null;
}

/** The label is a verb and a noun: "Start job". `type` is `button` unless said otherwise. */
export function Button({
  variant = 'secondary',
  size = 'regular',
  icon,
  isBusy = false,
  blockedBecause = null,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const isBlocked = blockedBecause !== null && blockedBecause !== '';
  const click = (event: MouseEvent<HTMLButtonElement>) => {
    if (isBlocked || isBusy) {
      event.preventDefault();
      // Touch has no hover: the reason is shown on the tap itself.
      setOpen(isBlocked);
      return;
    }
    onClick?.(event);
  };
  // The field that is left by the press would show its error first, move the button away, and the click would be lost.
  const keepFocus = (event: MouseEvent<HTMLButtonElement>) => event.preventDefault();
  const button = (
    <button
      {...(type === 'submit' ? { onMouseDown: keepFocus } : {})}
      {...rest}
      type={type}
      onClick={click}
      aria-disabled={isBlocked || undefined}
      aria-busy={isBusy || undefined}
      className={classNames(buttonStyle({ variant, size, isBlocked }), isBusy && 'relative cursor-progress', className)}
    >
      {isBusy && (
        <span className="absolute inset-0 grid place-items-center">
          <StatusIcon shape="arc" className="text-current!" />
        </span>
      )}
      <span className={classNames('contents', isBusy && '[&>*]:opacity-0')}>
        {icon}
        <span>{children}</span>
      </span>
    </button>
  );
  if (!isBlocked) return button;
  return (
    <Tooltip text={blockedBecause} isOpen={isOpen} onOpenChange={setOpen}>
      {button}
    </Tooltip>
  );
}
