import type { LucideIcon } from 'lucide-react';
import { classNames } from './class-names.ts';

interface IconProps {
  of: LucideIcon;
  /** Pixels. */
  size?: number;
  className?: string;
}

/** A lucide icon as the look has it: 16 px, stroke 1.5, beside a word and therefore silent. */
export function Icon({ of: Shape, size = 16, className }: IconProps) {
  return <Shape size={size} strokeWidth={1.5} className={classNames('flex-none', className)} aria-hidden="true" />;
}
