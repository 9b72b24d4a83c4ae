'use client';

import type { ListedMember } from '@modelmint/db/system/list-members';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { showToast } from '../../../ui/toast.ts';

export type MemberAct = { kind: 'change' | 'remove' | 'hand-over' | 'leave'; member: ListedMember };

interface MemberDialogsProps {
  organization: { id: string; name: string };
  /** What is asked about now. */
  act: MemberAct | null;
  onClose: () => void;
}

/** What ends a membership or gives the organization away, each with what it means. */
export function MemberDialogs({ organization, act, onClose }: MemberDialogsProps) {
  const t = useTranslations('member');
  const router = useRouter();
  const at = `/api/organizations/${organization.id}`;
  const name = act?.member.name ?? '';
  const isAsked = (kind: MemberAct['kind']) => act?.kind === kind;
  const remove = async () => {
    await callApi(`${at}/members/${act?.member.userId}`, { method: 'DELETE' });
    showToast({ title: t('removal.doneTitle', { name }), detail: t('removal.doneDetail') });
    router.refresh();
  };
  const handOver = async () => {
    await callApi(`${at}/owner`, { body: { userId: act?.member.userId } });
    showToast({
      title: t('handOver.doneTitle', { name, organization: organization.name }),
      detail: t('handOver.doneDetail'),
    });
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
        title={t('removal.title', { name })}
        action={t('act.remove')}
        keep={t('removal.keep')}
        onConfirm={remove}
      >
        <p>{t('removal.text')}</p>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={isAsked('hand-over')}
        onOpenChange={onClose}
        title={t('handOver.title', { name })}
        typedName={organization.name}
        action={t('handOver.action')}
        keep={t('handOver.keep')}
        onConfirm={handOver}
      >
        <p>{t('handOver.text')}</p>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={isAsked('leave')}
        onOpenChange={onClose}
        title={t('leaving.title', { organization: organization.name })}
        action={t('act.leave')}
        keep={t('leaving.keep')}
        onConfirm={leave}
      >
        <p>{t('leaving.text')}</p>
      </ConfirmDialog>
    </>
  );
}
