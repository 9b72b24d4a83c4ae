'use client';

import { ChevronsUpDown } from 'lucide-react';
import { Icon } from '../../../ui/icon.tsx';
import { Logo } from '../../../ui/logo.tsx';
import { Menu, type MenuEntry } from '../../../ui/menu.tsx';
import type { Shell } from '../server/read-shell.ts';

/** Project over organization; opens the list of both. */
export function ProjectSwitcher({
  organization,
  project,
  memberships,
}: Pick<Shell, 'organization' | 'project' | 'memberships'>) {
  const entries: MenuEntry[] = memberships.flatMap(({ organizationName, projects }, index): MenuEntry[] => [
    ...(index === 0 ? [] : [{ kind: 'line' } as const]),
    { kind: 'heading', label: organizationName },
    ...projects.map(
      ({ id, name }): MenuEntry => ({
        kind: 'link',
        label: name,
        href: `/projects/${id}/data`,
        isCurrent: id === project.id,
      }),
    ),
  ]);
  return (
    <Menu
      align="start"
      className="w-56"
      entries={entries}
      trigger={
        <button type="button" className="flex h-10 w-full items-center gap-2 rounded-md px-2 text-left hover:bg-hover">
          <Logo />
          <span className="min-w-0 flex-1">
            <span className="sr-only">Switch project or organization, now </span>
            <span className="block truncate leading-4 font-semibold">{project.name}</span>
            <span className="block truncate text-small text-fg-3">{organization.name}</span>
          </span>
          <Icon of={ChevronsUpDown} className="text-fg-3" />
        </button>
      }
    />
  );
}
