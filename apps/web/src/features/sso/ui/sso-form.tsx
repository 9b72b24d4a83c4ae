'use client';

import { useRouter } from 'next/navigation';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { CopyId } from '../../../ui/copy-id.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { FieldGrid } from '../../../ui/form-section.tsx';
import { Input } from '../../../ui/input.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { PasswordInput } from '../../../ui/password-input.tsx';
import { Select } from '../../../ui/select.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import type { SsoView } from '../server/sso-view.ts';

interface SsoFormProps {
  path: string;
  sso: SsoView | null;
  callbackUrl: string;
}

type DefaultRole = 'MEMBER' | 'VIEWER' | 'BILLING';

const roleOptions: { value: DefaultRole; label: string }[] = [
  { value: 'MEMBER', label: 'Member' },
  { value: 'VIEWER', label: 'Viewer' },
  { value: 'BILLING', label: 'Billing' },
];

/** The issuer and how we are known there; saving asks it whether it is one. */
export function SsoForm({ path, sso, callbackUrl }: SsoFormProps) {
  const router = useRouter();
  const form = useApiForm({
    defaultValues: {
      issuer: sso?.issuer ?? '',
      domain: sso?.domain ?? '',
      clientId: sso?.clientId ?? '',
      clientSecret: '',
      defaultRole: (sso?.defaultRole ?? 'MEMBER') as DefaultRole,
    },
    onSubmit: async ({ clientSecret, ...values }) => {
      const body = { ...values, ...(clientSecret === '' ? {} : { clientSecret }) };
      await callApi(path, { method: 'PUT', body });
      showToast({ title: 'Single sign-on saved', detail: 'The issuer answered.' });
      router.refresh();
    },
  });
  return (
    <Panel
      title="Issuer"
      description="Register Modelmint there as a confidential web client with the redirect address below."
    >
      <form onSubmit={form.submit} noValidate className="grid gap-4">
        <p className="grid gap-1">
          <span className="font-medium">Redirect address</span>
          <CopyId id={callbackUrl} what="redirect address" />
        </p>
        <FieldGrid>
          <Field label="Issuer address" help="Where its OpenID configuration is found." error={form.errorOf('issuer')}>
            <Input
              {...form.register('issuer', { required: 'Write the address of the issuer.' })}
              inputMode="url"
              placeholder="https://id.example.com"
              autoComplete="off"
            />
          </Field>
          <Field label="Domain" help="The part of your addresses behind the @." error={form.errorOf('domain')}>
            <Input
              {...form.register('domain', { required: 'Write your domain.' })}
              placeholder="example.com"
              autoComplete="off"
            />
          </Field>
          <Field label="Client id" error={form.errorOf('clientId')}>
            <Input {...form.register('clientId', { required: 'Write the client id.' })} autoComplete="off" />
          </Field>
          <Field
            label="Client secret"
            help={sso === null ? 'Kept sealed, and never shown again.' : 'Leave empty to keep the one that is there.'}
            error={form.errorOf('clientSecret')}
          >
            <PasswordInput
              {...form.register('clientSecret', sso === null ? { required: 'Write the client secret.' } : {})}
              autoComplete="off"
            />
          </Field>
          <Field
            label="Role of new people"
            help="Who signs in for the first time becomes a member with this role."
            error={form.errorOf('defaultRole')}
          >
            <Select
              options={roleOptions}
              value={form.watch('defaultRole')}
              onValueChange={(role) => form.setValue('defaultRole', role)}
            />
          </Field>
        </FieldGrid>
        <FormProblem problem={form.problem} />
        <div>
          <Button type="submit" variant={sso === null ? 'primary' : 'secondary'} isBusy={form.isBusy}>
            Save single sign-on
          </Button>
        </div>
      </form>
    </Panel>
  );
}
