import { classNames } from './class-names.ts';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger' | 'dangerFill';
export type ButtonSize = 'regular' | 'small';

export interface ButtonLook {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Square, for an icon alone. */
  isIcon?: boolean;
  isBlocked?: boolean;
}

const base =
  'inline-flex flex-none items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap no-underline select-none transition-colors duration-(--duration-fast)';

const variants: Record<ButtonVariant, string> = {
  primary:
    'border-[color-mix(in_oklch,var(--color-accent),var(--color-accent-ink)_18%)] bg-accent font-semibold text-accent-ink hover:border-[color-mix(in_oklch,var(--color-accent),var(--color-accent-ink)_28%)] hover:bg-accent-hover active:bg-accent-press',
  secondary: 'border-line-strong bg-surface text-fg hover:border-line-control hover:bg-hover [&_svg]:text-fg-2',
  ghost: 'border-transparent bg-transparent text-fg-2 hover:bg-hover hover:text-fg',
  danger: 'border-line-strong bg-surface text-danger hover:border-line-control hover:bg-hover',
  dangerFill:
    'border-danger-fill bg-danger-fill text-danger-ink hover:border-transparent hover:bg-[color-mix(in_oklch,var(--color-danger-fill),black_10%)]',
};

const blocked = 'cursor-not-allowed border-line bg-sunken text-fg-disabled';

/** The classes of everything that looks like a button: `Button`, `LinkButton`, menu triggers. */
export function buttonStyle({ variant = 'secondary', size = 'regular', isIcon, isBlocked }: ButtonLook = {}): string {
  const height = size === 'small' ? 'h-7 text-small max-md:h-9' : 'h-8 text-body max-md:h-10';
  const width = isIcon
    ? size === 'small'
      ? 'w-7 max-md:w-9'
      : 'w-8 max-md:w-10'
    : size === 'small'
      ? 'px-2 [&>svg:first-child]:-ml-0.5'
      : 'px-3 [&>svg:first-child]:-ml-0.5';
  return classNames(base, height, width, isBlocked ? blocked : variants[variant]);
}
