'use client';

import type { ListedProject } from '@modelmint/db/system/list-projects';
import { Ellipsis, Folder, Plus } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount, formatMoney } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { ListEmpty } from '../../../ui/list-empty.tsx';
import { Menu } from '../../../ui/menu.tsx';
import type { MenuEntry } from '../../../ui/menu-entry.ts';
import { Note } from '../../../ui/note.tsx';
import { ProblemText } from '../../../ui/problem-text.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useAction } from '../../../ui/use-action.ts';
import { useOpenByUrl } from '../../../ui/use-open-by-url.ts';
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
  const t = useTranslations('project');
  const router = useRouter();
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  const at = `/api/organizations/${organizationId}/projects`;
  const restore = useAction(async ({ id, name }: ListedProject) => {
    await callApi(`${at}/${id}/restore`, { body: {} });
    showToast({ title: t('restored', { name }), detail: t('restoredDetail') });
    router.refresh();
  });
  const archive = async () => {
    await callApi(`${at}/${act?.project.id}/archive`, { body: {} });
    showToast({ title: t('archiveDone', { name: act?.project.name ?? '' }), detail: t('archiveDoneDetail') });
    router.refresh();
  };
  return (
    <>
      {restore.problem && (
        <div className="p-4">
          <Note tone="danger" isAlert>
            <ProblemText problem={restore.problem} />
          </Note>
        </div>
      )}
      <DataTable
        label={t('title')}
        columns={columnsOf(t, canWrite ? { onAct: setAct, onRestore: restore.run } : null)}
        rows={projects}
        idOf={({ id }) => id}
        empty={
          <ListEmpty
            isFiltered={isFiltered}
            all={{ label: t('showAll'), href: `/organizations/${organizationId}/projects` }}
            icon={<Icon of={Folder} />}
            title={t('empty')}
            actions={canWrite && <CreateProjectButton organizationId={organizationId} />}
          >
            {canWrite ? t('emptyWrite') : t('emptyRead')}
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
        title={t('archiveTitle', { name: act?.project.name ?? '' })}
        typedName={act?.project.name ?? ''}
        action={t('archive')}
        keep={t('keep')}
        onConfirm={archive}
      >
        <p>{t('archiveText')}</p>
      </ConfirmDialog>
    </>
  );
}

export function CreateProjectButton({ organizationId }: { organizationId: string }) {
  const t = useTranslations('project');
  const [isOpen, setOpen] = useOpenByUrl();
  return (
    <>
      <Button variant="primary" icon={<Icon of={Plus} />} onClick={() => setOpen(true)}>
        {t('create')}
      </Button>
      {isOpen && <CreateProjectDialog organizationId={organizationId} onClose={() => setOpen(false)} />}
    </>
  );
}

interface Acts {
  onAct: (act: Act) => void;
  onRestore: (project: ListedProject) => void;
}

function columnsOf(t: Translate<'project'>, acts: Acts | null): Column<ListedProject>[] {
  const columns: Column<ListedProject>[] = [
    {
      id: 'name',
      header: t('name'),
      place: 'lead',
      cell: ({ id, name }) => (
        <Link href={`/projects/${id}`} className="[overflow-wrap:anywhere] hover:underline">
          <bdi>{name}</bdi>
        </Link>
      ),
      sortBy: ({ name }) => name,
    },
    {
      id: 'status',
      header: t('status'),
      cell: ({ archivedAt }) =>
        archivedAt === null ? <Status kind="active" /> : <Status kind="stopped">{t('archived')}</Status>,
    },
    {
      id: 'spend',
      header: t('spend'),
      isNumber: true,
      place: 'main',
      cell: ({ spentMicros, monthlySpendMaxMicros }) => (
        <span className="whitespace-nowrap tabular-nums">
          {monthlySpendMaxMicros === null
            ? formatMoney(spentMicros)
            : t.rich('ofLimit', {
                spent: formatMoney(spentMicros),
                limit: formatMoney(monthlySpendMaxMicros),
                dim: (chunks) => <span className="text-fg-3">{chunks}</span>,
              })}
        </span>
      ),
      sortBy: ({ spentMicros }) => spentMicros,
    },
    {
      id: 'rate',
      header: t('rate'),
      isNumber: true,
      cell: ({ requestsPerMinuteMax }) =>
        requestsPerMinuteMax === null ? t('asPlan') : formatCount(requestsPerMinuteMax),
    },
    {
      id: 'created',
      header: t('created'),
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
          trigger={
            <IconButton size="small" label={t('actions', { name: project.name })} icon={<Icon of={Ellipsis} />} />
          }
          entries={entriesFor(t, project, acts)}
        />
      ),
    },
  ];
}

function entriesFor(t: Translate<'project'>, project: ListedProject, { onAct, onRestore }: Acts): MenuEntry[] {
  const entry = (label: string, kind: Act['kind'], isDanger = false): MenuEntry => ({
    kind: 'action',
    label,
    isDanger,
    onSelect: () => onAct({ kind, project }),
  });
  return [
    entry(t('rename'), 'rename'),
    entry(t('setLimits'), 'limit'),
    project.archivedAt === null
      ? entry(t('archive'), 'archive', true)
      : { kind: 'action', label: t('restore'), onSelect: () => onRestore(project) },
  ];
}
