'use client';

import type { ListedMember } from '@modelmint/db/system/list-members';
import { useRouter } from 'next/navigation';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { showToast } from '../../../ui/toast.tsx';

export type MemberAct = { kind: 'change' | 'remove' | 'hand-over' | 'leave'; member: ListedMember };

interface MemberDialogsProps {
  organization: { id: string; name: string };
  /** What is asked about now. */
  act: MemberAct | null;
  onClose: () => void;
}

/** What ends a membership or gives the organization away, each with what it means. */
export function MemberDialogs({ organization, act, onClose }: MemberDialogsProps) {
  const router = useRouter();
  const at = `/api/organizations/${organization.id}`;
  const name = act?.member.name ?? '';
  const isAsked = (kind: MemberAct['kind']) => act?.kind === kind;
  const remove = async () => {
    await callApi(`${at}/members/${act?.member.userId}`, { method: 'DELETE' });
    showToast({ title: `${name} removed`, detail: 'What they made stays.' });
    router.refresh();
  };
  const handOver = async () => {
    await callApi(`${at}/owner`, { body: { userId: act?.member.userId } });
    showToast({ title: `${name} owns ${organization.name} now`, detail: 'You are an admin.' });
    router.refresh();
  };
  const leave = async () => {
    await callApi(`${at}/leave`, { body: {} });
    // A whole load: what this person may see is another.
    location.assign('/home');
  };
  return (
    <>
      <ConfirmDialog
        isOpen={isAsked('remove')}
        onOpenChange={onClose}
        title={`Remove ${name}`}
        action="Remove member"
        keep="Keep member"
        onConfirm={remove}
      >
        <p>
          They lose sight of the organization and of every project at once. Data, jobs, models and API keys that they
          made stay and go on working: revoke the keys that only they knew. Invitations that they sent end.
        </p>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={isAsked('hand-over')}
        onOpenChange={onClose}
        title={`Hand the organization over to ${name}`}
        typedName={organization.name}
        action="Hand over"
        keep="Stay owner"
        onConfirm={handOver}
      >
        <p>They become an owner, and you become an admin. Only an owner can make you one again.</p>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={isAsked('leave')}
        onOpenChange={onClose}
        title={`Leave ${organization.name}`}
        action="Leave organization"
        keep="Stay"
        onConfirm={leave}
      >
        <p>You lose sight of it at once. What you made stays. To come back, you need a new invitation.</p>
      </ConfirmDialog>
    </>
  );
}
