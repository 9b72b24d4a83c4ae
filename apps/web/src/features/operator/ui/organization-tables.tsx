'use client';

import type { OperatorOrganization, OrganizationJob } from '@modelmint/db/system/read-organization';
import { Folder, ListChecks, Users } from 'lucide-react';
import { CopyId } from '../../../ui/copy-id.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status, type StatusKind } from '../../../ui/status.tsx';
import { roleWords } from '../../member/ui/role-words.ts';

type Member = OperatorOrganization['members'][number];
type Project = OperatorOrganization['projects'][number];

/** How many of all are shown, when not all are. */
const part = (shown: number, total: number) =>
  shown < total && { foot: `${formatCount(shown)} of ${formatCount(total)}` };

export function OrganizationMembers({ members, total }: { members: readonly Member[]; total: number }) {
  return (
    <Panel title="Members" isFlush {...part(members.length, total)}>
      <DataTable
        label="Members"
        columns={memberColumns}
        rows={members}
        idOf={({ userId }) => userId}
        empty={
          <EmptyState icon={<Icon of={Users} />} title="No members">
            Nobody belongs to it any more.
          </EmptyState>
        }
      />
    </Panel>
  );
}

const memberColumns: Column<Member>[] = [
  {
    id: 'name',
    header: 'Name',
    place: 'lead',
    cell: ({ name }) => <bdi className="[overflow-wrap:anywhere]">{name}</bdi>,
  },
  { id: 'email', header: 'Address', place: 'wide', cell: ({ email }) => <span className="break-all">{email}</span> },
  { id: 'role', header: 'Role', cell: ({ role }) => roleWords[role].label },
  { id: 'joined', header: 'Joined', isNumber: true, cell: ({ joinedAt }) => <RelativeTime at={joinedAt} /> },
];

export function OrganizationProjects({ projects, total }: { projects: readonly Project[]; total: number }) {
  return (
    <Panel title="Projects" isFlush {...part(projects.length, total)}>
      <DataTable
        label="Projects"
        columns={projectColumns}
        rows={projects}
        idOf={({ id }) => id}
        empty={
          <EmptyState icon={<Icon of={Folder} />} title="No projects">
            It has made none.
          </EmptyState>
        }
      />
    </Panel>
  );
}

const projectColumns: Column<Project>[] = [
  {
    id: 'name',
    header: 'Project',
    place: 'lead',
    cell: ({ name, archivedAt }) => (
      <>
        <bdi className="[overflow-wrap:anywhere]">{name}</bdi>
        {archivedAt !== null && <small className="max-md:block!">archived</small>}
      </>
    ),
  },
  { id: 'created', header: 'Created', isNumber: true, cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
];

const jobKinds: Record<string, StatusKind> = {
  VALIDATING_FILES: 'validating',
  VALIDATING: 'validating',
  QUEUED: 'queued',
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  COMPLETED: 'succeeded',
  FAILED: 'failed',
  EXPIRED: 'expired',
  CANCELLED: 'cancelled',
};
const kindWords: Record<OrganizationJob['kind'], string> = { training: 'Fine-tuning', inference: 'Inference' };

export function OrganizationJobs({ jobs }: { jobs: readonly OrganizationJob[] }) {
  return (
    <Panel title="Last jobs" isFlush>
      <DataTable
        label="Last jobs"
        columns={jobColumns}
        rows={jobs}
        idOf={({ id }) => id}
        empty={
          <EmptyState icon={<Icon of={ListChecks} />} title="No jobs yet">
            Its fine-tuning and inference jobs stand here.
          </EmptyState>
        }
      />
    </Panel>
  );
}

const jobColumns: Column<OrganizationJob>[] = [
  {
    id: 'job',
    header: 'Job',
    place: 'lead',
    cell: ({ id }) => <CopyId id={id} what="job id" shown={`${id.slice(0, 14)}…`} />,
  },
  { id: 'kind', header: 'Kind', cell: ({ kind }) => kindWords[kind] },
  {
    id: 'model',
    header: 'Model',
    cell: ({ model }) => <span className="[overflow-wrap:anywhere]">{model}</span>,
    isEmpty: ({ model }) => model === '',
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ status, errorMessage }) => (
      <span title={errorMessage ?? undefined}>
        <Status kind={jobKinds[status] ?? 'open'} />
      </span>
    ),
  },
  {
    id: 'created',
    header: 'Created',
    isNumber: true,
    place: 'main',
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
  },
];
