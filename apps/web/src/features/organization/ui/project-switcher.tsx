'use client';

import { ChevronsUpDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { Icon } from '../../../ui/icon.tsx';
import { Logo } from '../../../ui/logo.tsx';
import type { Shell } from '../server/read-shell.ts';
import { SwitcherList } from './switcher-list.tsx';

/** Project over organization; opens the searchable list of both. */
export function ProjectSwitcher({ organization, project }: Pick<Shell, 'organization' | 'project'>) {
  const t = useTranslations('shell');
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button type="button" className="flex h-10 w-full items-center gap-2 rounded-md px-2 text-left hover:bg-hover">
          <Logo />
          <span className="min-w-0 flex-1">
            <span className="sr-only">{t('switcher.now')} </span>
            <bdi className="block truncate leading-4 font-semibold">{project?.name ?? t('switcher.noProject')}</bdi>
            <bdi className="block truncate text-small text-fg-3">{organization.name}</bdi>
          </span>
          <Icon of={ChevronsUpDown} className="text-fg-3" />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={t('switcher.label')}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="appearing z-(--layer-tip) w-72 rounded-md border border-line-strong bg-surface shadow-float"
        >
          <SwitcherList organizationId={organization.id} projectId={project?.id ?? null} close={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
