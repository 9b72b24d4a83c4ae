'use client';

import type { OperatorOrganization, OrganizationJob } from '@modelmint/db/system/read-organization';
import { Folder, ListChecks, Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { CopyId } from '../../../ui/copy-id.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { roleLabel } from '../../member/ui/role-words.ts';
import { jobKinds } from './job-looks.ts';

type Member = OperatorOrganization['members'][number];
type Project = OperatorOrganization['projects'][number];

/** How many of all are shown, when not all are. */
const part = (t: Translate<'operator'>, shown: number, total: number) =>
  shown < total && { foot: t('detail.part', { shown: formatCount(shown), total: formatCount(total) }) };

export function OrganizationMembers({ members, total }: { members: readonly Member[]; total: number }) {
  const t = useTranslations('operator');
  const m = useTranslations('member');
  return (
    <Panel title={t('members')} isFlush {...part(t, members.length, total)}>
      <DataTable
        label={t('members')}
        columns={memberColumns(t, m)}
        rows={members}
        idOf={({ userId }) => userId}
        empty={
          <EmptyState icon={<Icon of={Users} />} title={t('detail.noMembers.title')}>
            {t('detail.noMembers.text')}
          </EmptyState>
        }
      />
    </Panel>
  );
}

const memberColumns = (t: Translate<'operator'>, m: Translate<'member'>): Column<Member>[] => [
  {
    id: 'name',
    header: t('detail.name'),
    place: 'lead',
    cell: ({ name }) => <bdi className="[overflow-wrap:anywhere]">{name}</bdi>,
  },
  {
    id: 'email',
    header: t('detail.address'),
    place: 'wide',
    cell: ({ email }) => <span className="break-all">{email}</span>,
  },
  { id: 'role', header: t('detail.role'), cell: ({ role }) => roleLabel(m, role) },
  { id: 'joined', header: t('detail.joined'), isNumber: true, cell: ({ joinedAt }) => <RelativeTime at={joinedAt} /> },
];

export function OrganizationProjects({ projects, total }: { projects: readonly Project[]; total: number }) {
  const t = useTranslations('operator');
  return (
    <Panel title={t('detail.projects')} isFlush {...part(t, projects.length, total)}>
      <DataTable
        label={t('detail.projects')}
        columns={projectColumns(t)}
        rows={projects}
        idOf={({ id }) => id}
        empty={
          <EmptyState icon={<Icon of={Folder} />} title={t('detail.noProjects.title')}>
            {t('detail.noProjects.text')}
          </EmptyState>
        }
      />
    </Panel>
  );
}

const projectColumns = (t: Translate<'operator'>): Column<Project>[] => [
  {
    id: 'name',
    header: t('detail.project'),
    place: 'lead',
    cell: ({ name, archivedAt }) => (
      <>
        <bdi className="[overflow-wrap:anywhere]">{name}</bdi>
        {archivedAt !== null && <small className="max-md:block!">{t('detail.archived')}</small>}
      </>
    ),
  },
  { id: 'created', header: t('created'), isNumber: true, cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
];

export function OrganizationJobs({ jobs }: { jobs: readonly OrganizationJob[] }) {
  const t = useTranslations('operator');
  return (
    <Panel title={t('detail.jobs')} isFlush>
      <DataTable
        label={t('detail.jobs')}
        columns={jobColumns(t)}
        rows={jobs}
        idOf={({ id }) => id}
        empty={
          <EmptyState icon={<Icon of={ListChecks} />} title={t('detail.noJobs.title')}>
            {t('detail.noJobs.text')}
          </EmptyState>
        }
      />
    </Panel>
  );
}

const jobColumns = (t: Translate<'operator'>): Column<OrganizationJob>[] => [
  {
    id: 'job',
    header: t('jobs.job'),
    place: 'lead',
    cell: ({ id }) => <CopyId id={id} what={t('jobs.jobId')} shown={`${id.slice(0, 14)}…`} />,
  },
  { id: 'kind', header: t('detail.kind'), cell: ({ kind }) => t(`jobs.short.${kind}`) },
  {
    id: 'model',
    header: t('jobs.model'),
    cell: ({ model }) => <span className="[overflow-wrap:anywhere]">{model}</span>,
    isEmpty: ({ model }) => model === '',
  },
  {
    id: 'state',
    header: t('state'),
    cell: ({ status, errorMessage }) => (
      <span title={errorMessage ?? undefined}>
        <Status kind={jobKinds[status] ?? 'open'} />
      </span>
    ),
  },
  {
    id: 'created',
    header: t('created'),
    isNumber: true,
    place: 'main',
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
  },
];
