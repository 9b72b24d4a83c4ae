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
  rail: ReactNode;
  bell: ReactNode;
}

export function ProjectTopBar({ place, organizationId, projectId, role, rail, bell }: ProjectTopBarProps) {
  const items = [...(projectId === null ? [] : projectNav(projectId)), ...organizationNav(organizationId, role)];
  return (
    <TopBar
      place={place}
      items={items}
      creations={createCommands({ projectId, organizationId, role })}
      bell={bell}
      {...(projectId === null ? {} : { projectId })}
    >
      <RailSheet>{rail}</RailSheet>
    </TopBar>
  );
}
