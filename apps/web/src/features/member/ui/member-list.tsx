'use client';

import type { ListedMember } from '@modelmint/db/system/list-members';
import { can, permissionToGive, type Role } from '@modelmint/domain/roles';
import { Ellipsis, Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Chip } from '../../../ui/chip.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { ListEmpty } from '../../../ui/list-empty.tsx';
import { Menu } from '../../../ui/menu.tsx';
import type { MenuEntry } from '../../../ui/menu-entry.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { type MemberAct, MemberDialogs } from './member-dialogs.tsx';
import type { ProjectOption } from './project-choice.tsx';
import { roleLabel } from './role-words.ts';

const ChangeMemberDialog = dialogOnUse(async () => (await import('./change-member-dialog.tsx')).ChangeMemberDialog);

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
  const t = useTranslations('member');
  const [act, setAct] = useState<MemberAct | null>(null);
  return (
    <>
      <DataTable
        label={t('title')}
        columns={columnsOf(t, { ...self, canWrite }, setAct)}
        rows={members}
        idOf={({ userId }) => userId}
        empty={
          <ListEmpty
            isFiltered={isFiltered}
            all={{ label: t('list.showAll'), href: `/organizations/${organization.id}/members` }}
            icon={<Icon of={Users} />}
            title={t('list.emptyTitle')}
            actions={null}
          >
            {t('list.emptyText')}
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

function columnsOf(t: Translate<'member'>, self: Self, onAct: (act: MemberAct) => void): Column<ListedMember>[] {
  return [
    {
      id: 'name',
      header: t('list.name'),
      place: 'lead',
      cell: ({ name, userId }) => (
        <span className="inline-flex max-w-full items-center gap-2">
          <bdi className="[overflow-wrap:anywhere]">{name}</bdi>
          {userId === self.userId && <Chip>{t('list.you')}</Chip>}
        </span>
      ),
    },
    {
      id: 'email',
      header: t('list.address'),
      place: 'wide',
      cell: ({ email }) => <span className="break-all">{email}</span>,
    },
    { id: 'role', header: t('list.role'), cell: ({ role }) => roleLabel(t, role) },
    { id: 'projects', header: t('list.projects'), place: 'rest', cell: (member) => <ProjectNames member={member} /> },
    { id: 'joined', header: t('list.joined'), isNumber: true, cell: ({ joinedAt }) => <RelativeTime at={joinedAt} /> },
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: (member) => {
        const entries = entriesFor({ t, self, onAct }, member);
        if (entries.length === 0) return null;
        return (
          <Menu
            trigger={
              <IconButton size="small" label={t('list.actions', { name: member.name })} icon={<Icon of={Ellipsis} />} />
            }
            entries={entries}
          />
        );
      },
    },
  ];
}

function ProjectNames({ member: { isLimited, projects, otherProjects = 0, role } }: { member: ListedMember }) {
  const t = useTranslations('member');
  if (role === 'BILLING') return t('list.none');
  if (!isLimited) return t('list.every');
  if (projects.length + otherProjects === 0) return t('list.none');
  const [first, ...rest] = projects;
  const more = rest.length + otherProjects;
  if (first === undefined) return t('list.others', { count: more });
  const name = () => <bdi className="[overflow-wrap:anywhere]">{first.name}</bdi>;
  return (
    <span title={projects.map(({ name }) => name).join(', ')}>
      {more === 0 ? name() : t.rich('list.more', { name, count: more })}
    </span>
  );
}

interface Acting {
  t: Translate<'member'>;
  self: Self;
  onAct: (act: MemberAct) => void;
}

function entriesFor({ t, self, onAct }: Acting, member: ListedMember): MenuEntry[] {
  const isSelf = member.userId === self.userId;
  const canChange = self.canWrite && can(self.role, permissionToGive(member.role));
  const entry = (label: string, kind: MemberAct['kind'], isDanger = false): MenuEntry => ({
    kind: 'action',
    label,
    isDanger,
    onSelect: () => onAct({ kind, member }),
  });
  return [
    ...(canChange ? [entry(t('act.change'), 'change')] : []),
    ...(self.canWrite && can(self.role, 'owner.write') && !isSelf && member.role !== 'OWNER'
      ? [entry(t('act.handOver'), 'hand-over')]
      : []),
    ...(canChange && !isSelf ? [entry(t('act.remove'), 'remove', true)] : []),
    ...(isSelf ? [entry(t('act.leave'), 'leave', true)] : []),
  ];
}
