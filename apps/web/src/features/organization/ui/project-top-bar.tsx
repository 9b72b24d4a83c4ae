'use client';

import type { ReactNode } from 'react';
import { organizationNav, projectNav } from './navigation.ts';
import { RailSheet } from './rail-sheet.tsx';
import { TopBar } from './top-bar.tsx';

interface ProjectTopBarProps {
  place: string;
  organizationId: string;
  projectId: string;
  canSeeBilling: boolean;
  rail: ReactNode;
}

export function ProjectTopBar({ place, organizationId, projectId, canSeeBilling, rail }: ProjectTopBarProps) {
  const items = [...projectNav(projectId), ...(canSeeBilling ? organizationNav(organizationId) : [])];
  return (
    <TopBar place={place} items={items} projectId={projectId}>
      <RailSheet>{rail}</RailSheet>
    </TopBar>
  );
}
