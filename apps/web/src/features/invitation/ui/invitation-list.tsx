'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { roleWords } from '../../member/ui/role-words.ts';
import type { InvitationView } from '../server/invitation-view.ts';
import type { Invited } from '../server/invite-people.ts';
import { outcomeWords } from './outcome-words.ts';

interface InvitationListProps {
  organizationId: string;
  invitations: readonly InvitationView[];
  /** When the server read them; what has expired by then is shown as expired. */
  readAt: Date;
}

/** Those that nobody has answered; the panel is not there without any. */
export function InvitationList({ organizationId, invitations, readAt }: InvitationListProps) {
  const router = useRouter();
  const [withdrawn, setWithdrawn] = useState<InvitationView | null>(null);
  const at = `/api/organizations/${organizationId}/invitations`;
  const resend = useAction(async ({ id }: InvitationView) => {
    const { email, outcome } = await callApi<Invited>(`${at}/${id}/resend`, { body: {} });
    const isSent = outcome === 'invited';
    showToast({ tone: isSent ? 'success' : 'danger', title: isSent ? `Mail sent to ${email}` : outcomeWords[outcome] });
    router.refresh();
  });
  const withdraw = async () => {
    await callApi(`${at}/${withdrawn?.id}`, { method: 'DELETE' });
    showToast({ title: 'Invitation withdrawn', detail: 'Its link leads nowhere from now on.' });
    router.refresh();
  };
  if (invitations.length === 0) return null;
  const columns: Column<InvitationView>[] = [
    { id: 'email', header: 'Address', place: 'lead', cell: ({ email }) => <span className="break-all">{email}</span> },
    { id: 'role', header: 'Role', cell: ({ role }) => roleWords[role].label },
    {
      id: 'projects',
      header: 'Projects',
      place: 'rest',
      cell: ({ isLimited, projectIds, role }) =>
        role === 'BILLING' ? 'none' : isLimited ? projectIds.length : 'every',
    },
    {
      id: 'status',
      header: 'Status',
      cell: ({ expiresAt }) => <Status kind={new Date(expiresAt) <= readAt ? 'expired' : 'open'} />,
    },
    { id: 'sent', header: 'Sent', isNumber: true, cell: ({ sentAt }) => <RelativeTime at={sentAt} /> },
    { id: 'expires', header: 'Expires', isNumber: true, cell: ({ expiresAt }) => <RelativeTime at={expiresAt} /> },
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: (invitation) => (
        <span className="flex justify-end gap-2">
          <Button size="small" aria-label={`Send again to ${invitation.email}`} onClick={() => resend.run(invitation)}>
            Send again
          </Button>
          <Button
            size="small"
            variant="danger"
            aria-label={`Withdraw the invitation of ${invitation.email}`}
            onClick={() => setWithdrawn(invitation)}
          >
            Withdraw
          </Button>
        </span>
      ),
    },
  ];
  return (
    <Panel title="Open invitations" isFlush>
      <DataTable
        label="Open invitations"
        columns={columns}
        rows={invitations}
        idOf={({ id }) => id}
        empty={null}
        problem={resend.problem}
      />
      <ConfirmDialog
        isOpen={withdrawn !== null}
        onOpenChange={() => setWithdrawn(null)}
        title={`Withdraw the invitation of ${withdrawn?.email ?? ''}`}
        action="Withdraw invitation"
        keep="Keep invitation"
        onConfirm={withdraw}
      >
        <p>The link in the mail leads nowhere from now on. You can invite the address again at any time.</p>
      </ConfirmDialog>
    </Panel>
  );
}
