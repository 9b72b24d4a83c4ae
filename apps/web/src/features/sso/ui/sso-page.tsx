'use client';

import { useRouter } from 'next/navigation';
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
import { showToast } from '../../../ui/toast.tsx';
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
  const path = `/api/organizations/${organizationId}/sso`;
  return (
    <Page>
      <PageHeader
        title="Single sign-on"
        facts={['People with an address of your domain sign in at your own OpenID Connect issuer.']}
      />
      <SsoForm key={sso?.id ?? 'new'} path={path} sso={sso} callbackUrl={callbackUrl} />
      {sso && <DomainPanel path={path} sso={sso} />}
      {sso?.isVerified && <EnforcePanel path={path} sso={sso} />}
      {sso && <RemovePanel path={path} domain={sso.domain} />}
    </Page>
  );
}

function DomainPanel({ path, sso }: { path: string; sso: SsoView }) {
  const router = useRouter();
  const verify = useAction(async () => {
    await callApi(`${path}/verify-domain`, { method: 'POST' });
    showToast({ title: `${sso.domain} is yours`, detail: 'Its people can sign in from now on.' });
    router.refresh();
  });
  return (
    <Panel
      title="Domain"
      description={
        sso.isVerified
          ? `You have proved ${sso.domain}: its people sign in by this issuer.`
          : `Prove that ${sso.domain} is yours by a TXT record in its DNS. Until then nobody signs in by this issuer.`
      }
      aside={<Status kind={sso.isVerified ? 'active' : 'pending'}>{sso.isVerified ? 'Proved' : 'Not proved'}</Status>}
    >
      {!sso.isVerified && (
        <div className="grid justify-items-start gap-3">
          <div className="w-full">
            <KeyValues
              rows={[
                { label: 'Name', value: <CopyId id={sso.record.name} what="name of the record" /> },
                { label: 'Type', value: 'TXT' },
                { label: 'Value', value: <CopyId id={sso.record.value} what="value of the record" /> },
              ]}
            />
          </div>
          <FormProblem problem={verify.problem} />
          <Button variant="primary" isBusy={verify.isBusy} onClick={() => verify.run()}>
            Look for the record
          </Button>
        </div>
      )}
    </Panel>
  );
}

function EnforcePanel({ path, sso }: { path: string; sso: SsoView }) {
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const change = async (isEnforced: boolean) => {
    await callApi(path, { method: 'PATCH', body: { isEnforced } });
    router.refresh();
  };
  const end = useAction(() => change(false));
  return (
    <Panel
      title="Only way to sign in"
      description={`Whether passwords, links and passkeys still sign in people of ${sso.domain}.`}
      aside={sso.isEnforced && <Status kind="active">On</Status>}
    >
      <div className="grid justify-items-start gap-3">
        <FormProblem problem={end.problem} />
        {sso.isEnforced ? (
          <Button isBusy={end.isBusy} onClick={() => end.run()}>
            Allow other ways
          </Button>
        ) : (
          <Button onClick={() => setAsking(true)}>Require single sign-on</Button>
        )}
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title="Require single sign-on"
        action="Require single sign-on"
        keep="Keep other ways"
        onConfirm={() => change(true)}
      >
        <p>
          At their next sign-in, people of <b className="text-fg">{sso.domain}</b> come by your issuer only. Owners of
          this organization keep their other ways, so that somebody can mend it when the issuer is down.
        </p>
      </ConfirmDialog>
    </Panel>
  );
}

function RemovePanel({ path, domain }: { path: string; domain: string }) {
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  return (
    <Panel title="Remove single sign-on" description="People and their memberships stay.">
      <Button variant="danger" onClick={() => setAsking(true)}>
        Remove single sign-on
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title="Remove single sign-on"
        typedName={domain}
        action="Remove single sign-on"
        keep="Keep single sign-on"
        onConfirm={async () => {
          await callApi(path, { method: 'DELETE' });
          router.refresh();
        }}
      >
        <p>
          Nobody signs in by this issuer any more. People who have no password ask for a link by mail, and can set one
          then. Another organization can prove the domain.
        </p>
      </ConfirmDialog>
    </Panel>
  );
}
