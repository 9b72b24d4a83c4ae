'use client';

import type { Role } from '@modelmint/domain/roles';
import type { ReactNode } from 'react';
import { createCommands } from './create-commands.ts';
import { organizationNav, projectNav } from './navigation.ts';
import { RailSheet } from './rail-sheet.tsx';
import { TopBar } from './top-bar.tsx';

interface ProjectTopBarProps {
  place: string;
  organizationId: string;
  projectId: string | null;
  role: Role;
  /** See `createCommands`. */
  closed: 'organization' | 'project' | null;
  rail: ReactNode;
  bell: ReactNode;
}

export function ProjectTopBar(props: ProjectTopBarProps) {
  const { place, organizationId, projectId, role, closed, rail, bell } = props;
  const items = [...(projectId === null ? [] : projectNav(projectId)), ...organizationNav(organizationId, role)];
  return (
    <TopBar
      place={place}
      items={items}
      creations={createCommands({ projectId, organizationId, role, closed })}
      bell={bell}
      {...(projectId === null ? {} : { projectId })}
    >
      <RailSheet>{rail}</RailSheet>
    </TopBar>
  );
}
