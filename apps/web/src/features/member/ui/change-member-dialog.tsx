'use client';

import type { ListedMember } from '@modelmint/db/system/list-members';
import { canBeLimited, type Role } from '@modelmint/domain/roles';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Select } from '../../../ui/select.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { ProjectChoice, type ProjectOption } from './project-choice.tsx';
import { roleDetail, roleLabel, roleOptions } from './role-words.ts';

interface ChangeMemberDialogProps {
  organizationId: string;
  member: ListedMember;
  projects: readonly ProjectOption[];
  canMakeOwners: boolean;
  onClose: () => void;
}

interface Values {
  role: Role;
  projects: 'all' | string[];
}

export function ChangeMemberDialog(props: ChangeMemberDialogProps) {
  const { organizationId, member, projects, canMakeOwners, onClose } = props;
  const t = useTranslations('member');
  const router = useRouter();
  const was: Values = {
    role: member.role,
    projects: member.isLimited ? member.projects.map(({ id }) => id) : 'all',
  };
  const form = useApiForm<Values>({
    defaultValues: was,
    onSubmit: async ({ role, projects: chosen }) => {
      const body = { role, ...(canBeLimited(role) ? { projects: chosen } : {}), was };
      await callApi(`/api/organizations/${organizationId}/members/${member.userId}`, { method: 'PATCH', body });
      showToast({ title: t('change.saved', { name: member.name, role: roleLabel(t, role).toLowerCase() }) });
      onClose();
      router.refresh();
    },
  });
  const role = form.watch('role');
  return (
    <FormDialog
      id="change-member"
      title={t('change.title', { name: member.name })}
      action={t('change.save')}
      form={form}
      onClose={onClose}
    >
      <Field label={t('page.role')} help={roleDetail(t, role)} error={form.errorOf('role')}>
        <Select
          options={roleOptions(t, canMakeOwners)}
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
