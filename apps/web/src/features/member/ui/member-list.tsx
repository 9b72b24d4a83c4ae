'use client';

import type { ListedMember } from '@modelmint/db/system/list-members';
import { can, permissionToGive, type Role } from '@modelmint/domain/roles';
import { Ellipsis, Users } from 'lucide-react';
import { useState } from 'react';
import { Chip } from '../../../ui/chip.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatQuantity } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { ListEmpty } from '../../../ui/list-empty.tsx';
import { Menu, type MenuEntry } from '../../../ui/menu.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { ChangeMemberDialog } from './change-member-dialog.tsx';
import { type MemberAct, MemberDialogs } from './member-dialogs.tsx';
import type { ProjectOption } from './project-choice.tsx';
import { roleWords } from './role-words.ts';

export interface MemberListProps {
  organization: { id: string; name: string };
  /** null while they are read. */
  members: readonly ListedMember[] | null;
  projects: readonly ProjectOption[];
  /** Who looks. */
  self: { userId: string; role: Role };
  canWrite: boolean;
  isFiltered: boolean;
}

export function MemberList({ organization, members, projects, self, canWrite, isFiltered }: MemberListProps) {
  const [act, setAct] = useState<MemberAct | null>(null);
  return (
    <>
      <DataTable
        label="Members"
        columns={columnsOf({ ...self, canWrite }, setAct)}
        rows={members}
        idOf={({ userId }) => userId}
        empty={
          <ListEmpty
            isFiltered={isFiltered}
            all={{ label: 'Show all members', href: `/organizations/${organization.id}/members` }}
            icon={<Icon of={Users} />}
            title="No members"
            actions={null}
          >
            Everybody who belongs to the organization stands here.
          </ListEmpty>
        }
      />
      {act?.kind === 'change' && (
        <ChangeMemberDialog
          organizationId={organization.id}
          member={act.member}
          projects={projects}
          canMakeOwners={can(self.role, 'owner.write')}
          onClose={() => setAct(null)}
        />
      )}
      <MemberDialogs organization={organization} act={act} onClose={() => setAct(null)} />
    </>
  );
}

type Self = MemberListProps['self'] & { canWrite: boolean };

function columnsOf(self: Self, onAct: (act: MemberAct) => void): Column<ListedMember>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      place: 'lead',
      cell: ({ name, userId }) => (
        <span className="inline-flex max-w-full items-center gap-2">
          <bdi className="[overflow-wrap:anywhere]">{name}</bdi>
          {userId === self.userId && <Chip>you</Chip>}
        </span>
      ),
    },
    { id: 'email', header: 'Address', place: 'wide', cell: ({ email }) => <span className="break-all">{email}</span> },
    { id: 'role', header: 'Role', cell: ({ role }) => roleWords[role].label },
    { id: 'projects', header: 'Projects', place: 'rest', cell: (member) => <ProjectNames member={member} /> },
    { id: 'joined', header: 'Joined', isNumber: true, cell: ({ joinedAt }) => <RelativeTime at={joinedAt} /> },
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: (member) => {
        const entries = entriesFor(member, self, onAct);
        if (entries.length === 0) return null;
        return (
          <Menu
            trigger={<IconButton size="small" label={`Actions for ${member.name}`} icon={<Icon of={Ellipsis} />} />}
            entries={entries}
          />
        );
      },
    },
  ];
}

function ProjectNames({ member: { isLimited, projects, otherProjects = 0, role } }: { member: ListedMember }) {
  if (role === 'BILLING') return 'none';
  if (!isLimited) return 'every';
  if (projects.length + otherProjects === 0) return 'none';
  const [first, ...rest] = projects;
  const more = rest.length + otherProjects;
  if (first === undefined) return formatQuantity(more, 'other project');
  return (
    <span title={projects.map(({ name }) => name).join(', ')}>
      <bdi className="[overflow-wrap:anywhere]">{first.name}</bdi>
      {more > 0 && ` and ${more} more`}
    </span>
  );
}

function entriesFor(member: ListedMember, self: Self, onAct: (act: MemberAct) => void): MenuEntry[] {
  const isSelf = member.userId === self.userId;
  const canChange = self.canWrite && can(self.role, permissionToGive(member.role));
  const entry = (label: string, kind: MemberAct['kind'], isDanger = false): MenuEntry => ({
    kind: 'action',
    label,
    isDanger,
    onSelect: () => onAct({ kind, member }),
  });
  return [
    ...(canChange ? [entry('Change role and projects', 'change')] : []),
    ...(self.canWrite && can(self.role, 'owner.write') && !isSelf && member.role !== 'OWNER'
      ? [entry('Hand the organization over', 'hand-over')]
      : []),
    ...(canChange && !isSelf ? [entry('Remove member', 'remove', true)] : []),
    ...(isSelf ? [entry('Leave organization', 'leave', true)] : []),
  ];
}
