import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { type ButtonLook, buttonStyle } from './button-style.ts';
import { classNames } from './class-names.ts';

interface LinkButtonProps extends ComponentProps<typeof Link>, Pick<ButtonLook, 'variant' | 'size'> {
  icon?: ReactNode;
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({ variant, size, icon, className, children, ...rest }: LinkButtonProps) {
  return (
    <Link
      {...rest}
      className={classNames(buttonStyle({ ...(variant ? { variant } : {}), ...(size ? { size } : {}) }), className)}
    >
      {icon}
      <span>{children}</span>
    </Link>
  );
}
