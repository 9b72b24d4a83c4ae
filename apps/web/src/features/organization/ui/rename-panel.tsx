'use client';

import { useRouter } from 'next/navigation';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { CopyId } from '../../../ui/copy-id.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Input } from '../../../ui/input.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import type { OrganizationView } from '../server/read-organization.ts';
import { nameRules } from './name-rules.ts';

interface RenamePanelProps {
  organization: OrganizationView;
  canWrite: boolean;
}

export function RenamePanel({ organization: { id, name, slug, version }, canWrite }: RenamePanelProps) {
  const router = useRouter();
  const form = useApiForm({
    defaultValues: { name },
    onSubmit: async (values) => {
      await callApi(`/api/organizations/${id}`, { method: 'PATCH', body: { name: values.name, version } });
      showToast({ title: 'Organization renamed' });
      router.refresh();
    },
  });
  return (
    <Panel title="Name">
      <form onSubmit={form.submit} noValidate className="grid max-w-120 gap-4">
        <Field
          label="Name of the organization"
          help={canWrite ? 'Its members and invitations show it.' : 'An owner or admin can change it.'}
          error={form.errorOf('name')}
        >
          <Input {...form.register('name', nameRules)} readOnly={!canWrite} autoComplete="organization" dir="auto" />
        </Field>
        <div className="grid gap-1">
          <span className="font-medium">Slug</span>
          <CopyId id={slug} what="slug" />
          <p className="text-small text-fg-3">Part of the names of tuned models, so that it never changes.</p>
        </div>
        <FormProblem problem={form.problem} />
        {canWrite && (
          <div>
            <Button type="submit" isBusy={form.isBusy}>
              Rename organization
            </Button>
          </div>
        )}
      </form>
    </Panel>
  );
}
