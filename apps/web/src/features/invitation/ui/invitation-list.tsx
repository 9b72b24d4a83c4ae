'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useAction } from '../../../ui/use-action.ts';
import { roleLabel } from '../../member/ui/role-words.ts';
import type { InvitationView } from '../server/invitation-view.ts';
import type { Invited } from '../server/invite-people.ts';

interface InvitationListProps {
  organizationId: string;
  invitations: readonly InvitationView[];
  /** When the server read them; what has expired by then is shown as expired. */
  readAt: Date;
}

/** Those that nobody has answered; the panel is not there without any. */
export function InvitationList({ organizationId, invitations, readAt }: InvitationListProps) {
  const t = useTranslations('invitation');
  const m = useTranslations('member');
  const router = useRouter();
  const [withdrawn, setWithdrawn] = useState<InvitationView | null>(null);
  const at = `/api/organizations/${organizationId}/invitations`;
  const resend = useAction(async ({ id }: InvitationView) => {
    const { email, outcome } = await callApi<Invited>(`${at}/${id}/resend`, { body: {} });
    const isSent = outcome === 'invited';
    showToast({
      tone: isSent ? 'success' : 'danger',
      title: isSent ? t('list.resent', { email }) : t(`outcome.${outcome}`),
    });
    router.refresh();
  });
  const withdraw = async () => {
    await callApi(`${at}/${withdrawn?.id}`, { method: 'DELETE' });
    showToast({ title: t('list.withdrawnTitle'), detail: t('list.withdrawnDetail') });
    router.refresh();
  };
  if (invitations.length === 0) return null;
  const columns: Column<InvitationView>[] = [
    {
      id: 'email',
      header: t('list.address'),
      place: 'lead',
      cell: ({ email }) => <span className="break-all">{email}</span>,
    },
    { id: 'role', header: t('list.role'), cell: ({ role }) => roleLabel(m, role) },
    {
      id: 'projects',
      header: t('list.projects'),
      place: 'rest',
      cell: ({ isLimited, projectIds, role }) =>
        role === 'BILLING' ? t('list.none') : isLimited ? projectIds.length : t('list.every'),
    },
    {
      id: 'status',
      header: t('list.status'),
      cell: ({ expiresAt }) => <Status kind={new Date(expiresAt) <= readAt ? 'expired' : 'open'} />,
    },
    { id: 'sent', header: t('list.sent'), isNumber: true, cell: ({ sentAt }) => <RelativeTime at={sentAt} /> },
    {
      id: 'expires',
      header: t('list.expires'),
      isNumber: true,
      cell: ({ expiresAt }) => <RelativeTime at={expiresAt} />,
    },
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: (invitation) => (
        <span className="flex justify-end gap-2">
          <Button
            size="small"
            aria-label={t('list.resendTo', { email: invitation.email })}
            onClick={() => resend.run(invitation)}
          >
            {t('list.resend')}
          </Button>
          <Button
            size="small"
            variant="danger"
            aria-label={t('list.withdrawOf', { email: invitation.email })}
            onClick={() => setWithdrawn(invitation)}
          >
            {t('list.withdraw')}
          </Button>
        </span>
      ),
    },
  ];
  return (
    <Panel title={t('list.title')} isFlush>
      <DataTable
        label={t('list.title')}
        columns={columns}
        rows={invitations}
        idOf={({ id }) => id}
        empty={null}
        problem={resend.problem}
      />
      <ConfirmDialog
        isOpen={withdrawn !== null}
        onOpenChange={() => setWithdrawn(null)}
        title={t('list.withdrawOf', { email: withdrawn?.email ?? '' })}
        action={t('list.withdrawAction')}
        keep={t('list.keep')}
        onConfirm={withdraw}
      >
        <p>{t('list.withdrawText')}</p>
      </ConfirmDialog>
    </Panel>
  );
}
