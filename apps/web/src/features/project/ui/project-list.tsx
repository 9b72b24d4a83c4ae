'use client';

import type { ListedProject } from '@modelmint/db/system/list-projects';
import { Ellipsis, Folder, Plus } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount, formatMoney } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { ListEmpty } from '../../../ui/list-empty.tsx';
import { Menu, type MenuEntry } from '../../../ui/menu.tsx';
import { Note } from '../../../ui/note.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { CreateProjectDialog, LimitProjectDialog, RenameProjectDialog } from './project-dialogs.tsx';

export interface ProjectListProps {
  organizationId: string;
  /** null while they are read. */
  projects: readonly ListedProject[] | null;
  canWrite: boolean;
  isFiltered: boolean;
}

type Act = { kind: 'rename' | 'limit' | 'archive'; project: ListedProject };

export function ProjectList({ organizationId, projects, canWrite, isFiltered }: ProjectListProps) {
  const router = useRouter();
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  const at = `/api/organizations/${organizationId}/projects`;
  const restore = useAction(async ({ id, name }: ListedProject) => {
    await callApi(`${at}/${id}/restore`, { body: {} });
    showToast({ title: `${name} restored`, detail: 'Its keys work again.' });
    router.refresh();
  });
  const archive = async () => {
    await callApi(`${at}/${act?.project.id}/archive`, { body: {} });
    showToast({ title: `${act?.project.name} archived`, detail: 'Its data stays.' });
    router.refresh();
  };
  return (
    <>
      {restore.problem && (
        <div className="p-4">
          <Note tone="danger" isAlert>
            {restore.problem.message}
          </Note>
        </div>
      )}
      <DataTable
        label="Projects"
        columns={columnsOf(canWrite ? { onAct: setAct, onRestore: restore.run } : null)}
        rows={projects}
        idOf={({ id }) => id}
        empty={
          <ListEmpty
            isFiltered={isFiltered}
            all={{ label: 'Show all projects', href: `/organizations/${organizationId}/projects` }}
            icon={<Icon of={Folder} />}
            title="No project open to you"
            actions={canWrite && <CreateProjectButton organizationId={organizationId} />}
          >
            {canWrite
              ? 'A project holds its own data, models, endpoints and API keys.'
              : 'An owner or admin of the organization can open projects to you, on the page Members.'}
          </ListEmpty>
        }
      />
      {act?.kind === 'rename' && (
        <RenameProjectDialog organizationId={organizationId} project={act.project} onClose={close} />
      )}
      {act?.kind === 'limit' && (
        <LimitProjectDialog organizationId={organizationId} project={act.project} onClose={close} />
      )}
      <ConfirmDialog
        isOpen={act?.kind === 'archive'}
        onOpenChange={close}
        title={`Archive ${act?.project.name ?? ''}`}
        typedName={act?.project.name ?? ''}
        action="Archive project"
        keep="Keep project"
        onConfirm={archive}
      >
        <p>
          Its API keys are refused with 401 at once, and jobs that wait or run are cancelled; what they did so far is
          paid. Data, models and usage stay and can be read. It can be restored at any time.
        </p>
      </ConfirmDialog>
    </>
  );
}

export function CreateProjectButton({ organizationId }: { organizationId: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon={<Icon of={Plus} />} onClick={() => setOpen(true)}>
        Create project
      </Button>
      {isOpen && <CreateProjectDialog organizationId={organizationId} onClose={() => setOpen(false)} />}
    </>
  );
}

interface Acts {
  onAct: (act: Act) => void;
  onRestore: (project: ListedProject) => void;
}

function columnsOf(acts: Acts | null): Column<ListedProject>[] {
  const columns: Column<ListedProject>[] = [
    {
      id: 'name',
      header: 'Name',
      place: 'lead',
      cell: ({ id, name }) => (
        <Link href={`/projects/${id}`} className="link [overflow-wrap:anywhere]">
          <bdi>{name}</bdi>
        </Link>
      ),
      sortBy: ({ name }) => name,
    },
    {
      id: 'status',
      header: 'Status',
      cell: ({ archivedAt }) =>
        archivedAt === null ? <Status kind="active" /> : <Status kind="stopped">Archived</Status>,
    },
    {
      id: 'spend',
      header: 'Spend this month',
      isNumber: true,
      place: 'main',
      cell: ({ spentMicros, monthlySpendMaxMicros }) => (
        <span className="whitespace-nowrap tabular-nums">
          {formatMoney(spentMicros)}
          {monthlySpendMaxMicros !== null && (
            <span className="text-fg-3"> of {formatMoney(monthlySpendMaxMicros)}</span>
          )}
        </span>
      ),
      sortBy: ({ spentMicros }) => spentMicros,
    },
    {
      id: 'rate',
      header: 'Calls per minute',
      isNumber: true,
      cell: ({ requestsPerMinuteMax }) =>
        requestsPerMinuteMax === null ? 'as the plan' : formatCount(requestsPerMinuteMax),
    },
    {
      id: 'created',
      header: 'Created',
      isNumber: true,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
      sortBy: ({ createdAt }) => createdAt,
    },
  ];
  if (acts === null) return columns;
  return [
    ...columns,
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: (project) => (
        <Menu
          trigger={<IconButton size="small" label={`Actions for ${project.name}`} icon={<Icon of={Ellipsis} />} />}
          entries={entriesFor(project, acts)}
        />
      ),
    },
  ];
}

function entriesFor(project: ListedProject, { onAct, onRestore }: Acts): MenuEntry[] {
  const entry = (label: string, kind: Act['kind'], isDanger = false): MenuEntry => ({
    kind: 'action',
    label,
    isDanger,
    onSelect: () => onAct({ kind, project }),
  });
  return [
    entry('Rename project', 'rename'),
    entry('Set limits', 'limit'),
    project.archivedAt === null
      ? entry('Archive project', 'archive', true)
      : { kind: 'action', label: 'Restore project', onSelect: () => onRestore(project) },
  ];
}
