import { can, type Permission, type Role } from '@modelmint/domain/roles';
import { Folder, KeyRound, ListChecks, type LucideIcon, Plug, Plus, Scale, Upload, UserPlus } from 'lucide-react';
import type { MessageKey } from '../../../i18n/translate.ts';

/** What the command palette can begin. */
export interface CreateCommand {
  name: MessageKey<'shell'>;
  icon: LucideIcon;
  href: string;
  /** A key that begins it from anywhere; only of what is begun often. */
  keys?: string;
}

interface Place {
  projectId: string | null;
  organizationId: string;
  role: Role;
  /** What nothing can begin in now: an archived project, or an organization that is stopped or being deleted. */
  closed: 'organization' | 'project' | null;
}

/** Only what the role may make, and here; `?new` opens the dialog of a page. */
export function createCommands({ projectId, organizationId, role, closed }: Place): CreateCommand[] {
  if (closed === 'organization') return [];
  const project = `/projects/${projectId}`;
  const organization = `/organizations/${organizationId}`;
  const ofProject: (CreateCommand & { needs: Permission })[] = [
    { name: 'palette.newJob', icon: Plus, href: `${project}/fine-tuning/new`, keys: 'N', needs: 'job.write' },
    { name: 'palette.newInference', icon: ListChecks, href: `${project}/inference/new`, keys: 'B', needs: 'job.write' },
    { name: 'palette.upload', icon: Upload, href: `${project}/data/new`, keys: 'U', needs: 'data.write' },
    { name: 'palette.newEvaluation', icon: Scale, href: `${project}/evaluations/new`, needs: 'job.write' },
    { name: 'palette.newEndpoint', icon: Plug, href: `${project}/endpoints?new`, needs: 'endpoint.write' },
    { name: 'palette.newKey', icon: KeyRound, href: `${project}/api-keys?new`, needs: 'key.write' },
  ];
  const ofOrganization: (CreateCommand & { needs: Permission })[] = [
    { name: 'palette.invite', icon: UserPlus, href: `${organization}/members?new`, needs: 'member.write' },
    { name: 'palette.newProject', icon: Folder, href: `${organization}/projects?new`, needs: 'project.write' },
  ];
  return [...(projectId === null || closed === 'project' ? [] : ofProject), ...ofOrganization]
    .filter(({ needs }) => can(role, needs))
    .map(({ needs: _needs, ...command }) => command);
}
