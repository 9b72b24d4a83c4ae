'use client';

import { invitationDays, invitedAtOnceMax } from '@modelmint/domain/organization-rules';
import { canBeLimited, type Role } from '@modelmint/domain/roles';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Select } from '../../../ui/select.tsx';
import { Textarea } from '../../../ui/textarea.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { ProjectChoice, type ProjectOption } from '../../member/ui/project-choice.tsx';
import { roleOptions, roleWords } from '../../member/ui/role-words.ts';
import type { Invited } from '../server/invite-people.ts';
import { outcomeWords } from './outcome-words.ts';
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
  const router = useRouter();
  const [invited, setInvited] = useState<readonly Invited[] | null>(null);
  const fieldOf = Object.fromEntries(
    Array.from({ length: invitedAtOnceMax }, (_, index) => [`emails[${index}]`, 'emails'] as const),
  );
  const form = useApiForm<Values>({
    defaultValues: { emails: '', role: 'MEMBER', projects: 'all' },
    fieldOf,
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
    <FormDialog id="invite" title="Invite people" action="Send invitations" form={form} onClose={onClose}>
      <Field
        label="E-mail addresses"
        help={`One on a line, or with commas; at most ${invitedAtOnceMax}. Each gets a link that works for ${invitationDays} days.`}
        error={form.errorOf('emails')}
      >
        <Textarea
          {...form.register('emails', { validate: checkAddresses })}
          rows={3}
          placeholder="grace@example.com"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <Field label="Role" help={roleWords[role].detail} error={form.errorOf('role')}>
        <Select
          options={roleOptions(canMakeOwners)}
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

function checkAddresses(text: string): true | string {
  const addresses = splitAddresses(text);
  if (addresses.length === 0) return 'Write at least one address.';
  if (addresses.length > invitedAtOnceMax)
    return `These are ${addresses.length} addresses; invite at most ${invitedAtOnceMax} at once.`;
  const wrong = addresses.find((address) => !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address));
  return wrong === undefined || `“${wrong.slice(0, 80)}” is not an e-mail address. Write it as name@example.com.`;
}

function InvitedDialog({ invited, onClose }: { invited: readonly Invited[]; onClose: () => void }) {
  const sent = invited.filter(({ outcome }) => outcome === 'invited').length;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={sent === 1 ? 'One invitation sent' : `${sent} invitations sent`}
      foot={<Button onClick={onClose}>Done</Button>}
    >
      <ul className="grid gap-2">
        {invited.map(({ email, outcome }) => (
          <li key={email}>
            <span className="block break-all">{email}</span>
            <span className="block text-small text-fg-2">{outcomeWords[outcome]}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
