'use client';

import { graceDays } from '@modelmint/domain/organization-rules';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { formatBytes, formatQuantity } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { useAction } from '../../../ui/use-action.ts';
import type { OrganizationView } from '../server/read-organization.ts';

/** For owners: take everything along, delete, and take that back within the grace. */
export function DangerPanel({ organization }: { organization: OrganizationView }) {
  const { id, erasedFrom } = organization;
  return (
    <Panel title={erasedFrom === null ? 'Export and delete' : 'This organization is being deleted'}>
      <div className="grid gap-4 divide-y divide-line [&>*:not(:last-child)]:pb-4">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="max-w-[64ch] text-pretty text-fg-2">
            <b className="block font-medium text-fg">Take everything along</b>
            Members, projects, data sets, jobs, models, usage and invoices, a JSON object on each line, with the
            addresses of the files and models.
          </p>
          {/* A download, not a page. */}
          <a href={`/api/organizations/${id}/export`} download className="link">
            Download export
          </a>
        </div>
        {erasedFrom === null ? <Delete organization={organization} /> : <Restore organization={organization} />}
      </div>
    </Panel>
  );
}

function Delete({ organization: { id, name, belongings } }: { organization: OrganizationView }) {
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const remove = async () => {
    await callApi(`/api/organizations/${id}/delete`, { body: { name } });
    showToast({ title: `${name} is being deleted`, detail: `An owner can restore it for ${graceDays} days.` });
    router.refresh();
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="max-w-[64ch] text-pretty text-fg-2">
        <b className="block font-medium text-fg">Delete the organization</b>
        Keys and jobs stop at once. For {graceDays} days an owner can restore it; then people and data are erased.
      </p>
      <Button variant="danger" onClick={() => setAsking(true)}>
        Delete organization
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={`Delete ${name}`}
        typedName={name}
        action="Delete organization"
        keep="Keep organization"
        onConfirm={remove}
      >
        <p>At once: API keys are refused, open jobs are cancelled, and the subscription ends with its paid period.</p>
        {belongings !== null && (
          <>
            <p>After {graceDays} days this is destroyed:</p>
            <ul className="list-disc pl-5 text-fg">
              <li>{formatQuantity(belongings.members, 'membership')}</li>
              <li>
                {formatQuantity(belongings.projects, 'project')} with {formatQuantity(belongings.endpoints, 'endpoint')}{' '}
                and {formatQuantity(belongings.apiKeys, 'API key')}
              </li>
              <li>
                {formatQuantity(belongings.datasets, 'data set')}, {formatQuantity(belongings.files, 'file')} and{' '}
                {formatQuantity(belongings.models, 'model')}: {formatBytes(belongings.storedBytes)}
              </li>
              <li>{formatQuantity(belongings.openJobs, 'open job')}, cancelled now</li>
            </ul>
          </>
        )}
        <p>Usage, ledger and invoices are kept, as the law on accounts wants. Credit that is left is lost.</p>
      </ConfirmDialog>
    </div>
  );
}

function Restore({ organization: { id, name, erasedFrom } }: { organization: OrganizationView }) {
  const router = useRouter();
  const restore = useAction(async () => {
    await callApi(`/api/organizations/${id}/restore`, { body: {} });
    showToast({ title: `${name} restored`, detail: 'Its keys work again. Cancelled jobs stay cancelled.' });
    router.refresh();
  });
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-[64ch] text-pretty text-fg-2">
          <b className="block font-medium text-fg">Restore the organization</b>
          It will be erased {erasedFrom && <RelativeTime at={erasedFrom} />}. Until then everything is still here.
        </p>
        <Button isBusy={restore.isBusy} onClick={() => restore.run()}>
          Restore organization
        </Button>
      </div>
      <FormProblem problem={restore.problem} />
    </div>
  );
}
