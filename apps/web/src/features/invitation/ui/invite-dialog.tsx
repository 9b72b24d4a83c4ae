'use client';

import { invitationDays, invitedAtOnceMax } from '@modelmint/domain/organization-rules';
import { canBeLimited, type Role } from '@modelmint/domain/roles';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Select } from '../../../ui/select.tsx';
import { Textarea } from '../../../ui/textarea.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { ProjectChoice, type ProjectOption } from '../../member/ui/project-choice.tsx';
import { roleDetail, roleOptions } from '../../member/ui/role-words.ts';
import type { Invited } from '../server/invite-people.ts';
import { splitAddresses } from './split-addresses.ts';

interface InviteDialogProps {
  organizationId: string;
  projects: readonly ProjectOption[];
  canMakeOwners: boolean;
  onClose: () => void;
}

interface Values {
  emails: string;
  role: Role;
  projects: 'all' | string[];
}

/** Asks whom, as what and for which projects; then says what became of each address. */
export function InviteDialog({ organizationId, projects, canMakeOwners, onClose }: InviteDialogProps) {
  const t = useTranslations('invitation');
  const m = useTranslations('member');
  const router = useRouter();
  const [invited, setInvited] = useState<readonly Invited[] | null>(null);
  const fieldOf = Object.fromEntries(
    Array.from({ length: invitedAtOnceMax }, (_, index) => [`emails[${index}]`, 'emails'] as const),
  );
  const form = useApiForm<Values>({
    defaultValues: { emails: '', role: 'MEMBER', projects: 'all' },
    fieldOf,
    draft: { name: 'invite' },
    onSubmit: async ({ emails, role, projects: chosen }) => {
      const body = { emails: splitAddresses(emails), role, ...(canBeLimited(role) ? { projects: chosen } : {}) };
      const { data } = await callApi<{ data: Invited[] }>(`/api/organizations/${organizationId}/invitations`, { body });
      setInvited(data);
      router.refresh();
    },
  });
  if (invited !== null) return <InvitedDialog invited={invited} onClose={onClose} />;
  const role = form.watch('role');
  return (
    <FormDialog id="invite" title={t('invite.open')} action={t('invite.send')} form={form} onClose={onClose}>
      <Field
        label={t('invite.addresses')}
        help={t('invite.addressesHelp', { max: invitedAtOnceMax, days: invitationDays })}
        error={form.errorOf('emails')}
      >
        <Textarea
          {...form.register('emails', { validate: (text) => checkAddresses(t, text) })}
          rows={3}
          placeholder={t('invite.addressesPlaceholder')}
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <Field label={t('invite.role')} help={roleDetail(m, role)} error={form.errorOf('role')}>
        <Select
          options={roleOptions(m, canMakeOwners)}
          value={role}
          onValueChange={(value) => form.setValue('role', value)}
        />
      </Field>
      {canBeLimited(role) && (
        <ProjectChoice
          projects={projects}
          value={form.watch('projects')}
          onValueChange={(value) => form.setValue('projects', value)}
          error={form.errorOf('projects')}
        />
      )}
    </FormDialog>
  );
}

function checkAddresses(t: Translate<'invitation'>, text: string): true | string {
  const addresses = splitAddresses(text);
  if (addresses.length === 0) return t('invite.noAddress');
  if (addresses.length > invitedAtOnceMax)
    return t('invite.tooMany', { count: addresses.length, max: invitedAtOnceMax });
  const wrong = addresses.find((address) => !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address));
  return wrong === undefined || t('invite.wrongAddress', { address: wrong.slice(0, 80) });
}

function InvitedDialog({ invited, onClose }: { invited: readonly Invited[]; onClose: () => void }) {
  const t = useTranslations('invitation');
  const sent = invited.filter(({ outcome }) => outcome === 'invited').length;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('invite.sentTitle', { count: sent })}
      foot={<Button onClick={onClose}>{t('invite.done')}</Button>}
    >
      <ul className="grid gap-2">
        {invited.map(({ email, outcome }) => (
          <li key={email}>
            <span className="block break-all">{email}</span>
            <span className="block text-small text-fg-2">{t(`outcome.${outcome}`)}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
