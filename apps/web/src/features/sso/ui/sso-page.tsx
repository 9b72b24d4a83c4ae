'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Status } from '../../../ui/status.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useAction } from '../../../ui/use-action.ts';
import type { SsoView } from '../server/sso-view.ts';
import { SsoForm } from './sso-form.tsx';

interface SsoPageProps {
  organizationId: string;
  /** null: not set up. */
  sso: SsoView | null;
  /** What the issuer has to allow. */
  callbackUrl: string;
}

/** People of the organization's domain sign in at its own issuer. */
export function SsoPage({ organizationId, sso, callbackUrl }: SsoPageProps) {
  const t = useTranslations('sso');
  const path = `/api/organizations/${organizationId}/sso`;
  return (
    <Page>
      <PageHeader title={t('title')} facts={[t('fact')]} />
      <SsoForm key={sso?.id ?? 'new'} path={path} sso={sso} callbackUrl={callbackUrl} />
      {sso && <DomainPanel path={path} sso={sso} />}
      {sso?.isVerified && <EnforcePanel path={path} sso={sso} />}
      {sso && <RemovePanel path={path} domain={sso.domain} />}
    </Page>
  );
}

function DomainPanel({ path, sso }: { path: string; sso: SsoView }) {
  const t = useTranslations('sso');
  const router = useRouter();
  const verify = useAction(async () => {
    await callApi(`${path}/verify-domain`, { method: 'POST' });
    showToast({ title: t('domain.yours', { domain: sso.domain }), detail: t('domain.yoursDetail') });
    router.refresh();
  });
  return (
    <Panel
      title={t('form.domain')}
      description={t(sso.isVerified ? 'domain.proved' : 'domain.prove', { domain: sso.domain })}
      aside={
        <Status kind={sso.isVerified ? 'active' : 'pending'}>
          {t(sso.isVerified ? 'domain.isProved' : 'domain.notProved')}
        </Status>
      }
    >
      {!sso.isVerified && (
        <div className="grid justify-items-start gap-3">
          <div className="w-full">
            <KeyValues
              rows={[
                { label: t('domain.name'), value: <CopyId id={sso.record.name} what={t('domain.recordName')} /> },
                { label: t('domain.type'), value: 'TXT' },
                { label: t('domain.value'), value: <CopyId id={sso.record.value} what={t('domain.recordValue')} /> },
              ]}
            />
          </div>
          <FormProblem problem={verify.problem} />
          <Button variant="primary" isBusy={verify.isBusy} onClick={() => verify.run()}>
            {t('domain.look')}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function EnforcePanel({ path, sso }: { path: string; sso: SsoView }) {
  const t = useTranslations('sso');
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const change = async (isEnforced: boolean) => {
    await callApi(path, { method: 'PATCH', body: { isEnforced } });
    router.refresh();
  };
  const end = useAction(() => change(false));
  return (
    <Panel
      title={t('enforce.title')}
      description={t('enforce.text', { domain: sso.domain })}
      aside={sso.isEnforced && <Status kind="active">{t('enforce.on')}</Status>}
    >
      <div className="grid justify-items-start gap-3">
        <FormProblem problem={end.problem} />
        {sso.isEnforced ? (
          <Button isBusy={end.isBusy} onClick={() => end.run()}>
            {t('enforce.allow')}
          </Button>
        ) : (
          <Button onClick={() => setAsking(true)}>{t('enforce.require')}</Button>
        )}
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t('enforce.require')}
        action={t('enforce.require')}
        keep={t('enforce.keep')}
        onConfirm={() => change(true)}
      >
        <p>{t.rich('enforce.confirm', { domain: sso.domain, b: (text) => <b className="text-fg">{text}</b> })}</p>
      </ConfirmDialog>
    </Panel>
  );
}

function RemovePanel({ path, domain }: { path: string; domain: string }) {
  const t = useTranslations('sso');
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  return (
    <Panel title={t('remove.title')} description={t('remove.text')}>
      <Button variant="danger" onClick={() => setAsking(true)}>
        {t('remove.title')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t('remove.title')}
        typedName={domain}
        action={t('remove.title')}
        keep={t('remove.keep')}
        onConfirm={async () => {
          await callApi(path, { method: 'DELETE' });
          router.refresh();
        }}
      >
        <p>{t('remove.confirm')}</p>
      </ConfirmDialog>
    </Panel>
  );
}
