'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
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
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import type { SsoView } from '../server/sso-view.ts';

interface SsoFormProps {
  path: string;
  sso: SsoView | null;
  callbackUrl: string;
}

type DefaultRole = 'MEMBER' | 'VIEWER' | 'BILLING';

const roles: readonly DefaultRole[] = ['MEMBER', 'VIEWER', 'BILLING'];

const wasOf = (sso: SsoView | null) => {
  if (sso === null) return 'none';
  const { issuer, clientId, domain, defaultRole } = sso;
  return { issuer, clientId, domain, defaultRole };
};

/** The issuer and how we are known there; saving asks it whether it is one. */
export function SsoForm({ path, sso, callbackUrl }: SsoFormProps) {
  const t = useTranslations('sso');
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
      const body = { ...values, ...(clientSecret === '' ? {} : { clientSecret }), was: wasOf(sso) };
      await callApi(path, { method: 'PUT', body });
      showToast({ title: t('form.saved'), detail: t('form.answered') });
      router.refresh();
    },
  });
  return (
    <Panel title={t('form.issuer')} description={t('form.text')}>
      <form onSubmit={form.submit} noValidate className="grid gap-4">
        <p className="grid gap-1">
          <span className="font-medium">{t('form.redirect')}</span>
          <CopyId id={callbackUrl} what={t('form.redirectName')} />
        </p>
        <FieldGrid>
          <Field label={t('form.issuerAddress')} help={t('form.issuerHelp')} error={form.errorOf('issuer')}>
            <Input
              {...form.register('issuer', { required: t('form.writeIssuer') })}
              inputMode="url"
              // i18n-ignore
              placeholder="https://id.example.com"
              autoComplete="off"
            />
          </Field>
          <Field label={t('form.domain')} help={t('form.domainHelp')} error={form.errorOf('domain')}>
            <Input
              {...form.register('domain', { required: t('form.writeDomain') })}
              // i18n-ignore
              placeholder="example.com"
              autoComplete="off"
            />
          </Field>
          <Field label={t('form.clientId')} error={form.errorOf('clientId')}>
            <Input {...form.register('clientId', { required: t('form.writeClientId') })} autoComplete="off" />
          </Field>
          <Field
            label={t('form.secret')}
            help={t(sso === null ? 'form.secretNew' : 'form.secretKeep')}
            error={form.errorOf('clientSecret')}
          >
            <PasswordInput
              {...form.register('clientSecret', sso === null ? { required: t('form.writeSecret') } : {})}
              autoComplete="off"
            />
          </Field>
          <Field label={t('form.role')} help={t('form.roleHelp')} error={form.errorOf('defaultRole')}>
            <Select
              options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
              value={form.watch('defaultRole')}
              onValueChange={(role) => form.setValue('defaultRole', role)}
            />
          </Field>
        </FieldGrid>
        <FormProblem problem={form.problem} />
        <div>
          <Button type="submit" variant={sso === null ? 'primary' : 'secondary'} isBusy={form.isBusy}>
            {t('form.save')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
