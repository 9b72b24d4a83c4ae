'use client';

import { ChevronsUpDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { Icon } from '../../../ui/icon.tsx';
import { Logo } from '../../../ui/logo.tsx';
import type { Shell } from '../server/read-shell.ts';

export type SwitcherProps = Pick<Shell, 'organization' | 'project'>;

export function SwitcherButton({ organization, project, ...rest }: SwitcherProps & ComponentProps<'button'>) {
  const t = useTranslations('shell');
  return (
    <button
      {...rest}
      type="button"
      className="flex h-10 w-full items-center gap-2 rounded-md px-2 text-left hover:bg-hover"
    >
      <Logo />
      <span className="min-w-0 flex-1">
        <span className="sr-only">{t('switcher.now')} </span>
        <bdi className="block truncate leading-4 font-semibold">{project?.name ?? t('switcher.noProject')}</bdi>
        <bdi className="block truncate text-small text-fg-3">{organization.name}</bdi>
      </span>
      <Icon of={ChevronsUpDown} className="text-fg-3" />
    </button>
  );
}
