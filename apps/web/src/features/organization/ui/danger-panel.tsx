'use client';

import { graceDays } from '@modelmint/domain/organization-rules';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useAction } from '../../../ui/use-action.ts';
import type { OrganizationView } from '../server/read-organization.ts';

/** For owners: take everything along, delete, and take that back within the grace. */
export function DangerPanel({ organization }: { organization: OrganizationView }) {
  const t = useTranslations('organization');
  const { id, erasedFrom } = organization;
  // A download cannot ask who they are; this does, before it.
  const exporting = useAction(async () => {
    await callApi('/api/account/recent-sign-in');
    location.assign(`/api/organizations/${id}/export`);
  });
  return (
    <Panel title={erasedFrom === null ? t('danger.title') : t('danger.deletingTitle')}>
      <div className="grid gap-4 divide-y divide-line [&>*:not(:last-child)]:pb-4">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="max-w-[64ch] text-pretty text-fg-2">
            <b className="block font-medium text-fg">{t('danger.exportTitle')}</b>
            {t('danger.exportText')}
          </p>
          <Button isBusy={exporting.isBusy} onClick={() => exporting.run()}>
            {t('danger.export')}
          </Button>
        </div>
        <FormProblem problem={exporting.problem} />
        {erasedFrom === null ? <Delete organization={organization} /> : <Restore organization={organization} />}
      </div>
    </Panel>
  );
}

function Delete({ organization: { id, name, belongings } }: { organization: OrganizationView }) {
  const t = useTranslations('organization');
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const remove = async () => {
    await callApi(`/api/organizations/${id}/delete`, { body: { name } });
    showToast({ title: t('danger.startedTitle', { name }), detail: t('danger.startedDetail', { days: graceDays }) });
    router.refresh();
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="max-w-[64ch] text-pretty text-fg-2">
        <b className="block font-medium text-fg">{t('danger.deleteTitle')}</b>
        {t('danger.deleteText', { days: graceDays })}
      </p>
      <Button variant="danger" onClick={() => setAsking(true)}>
        {t('danger.delete')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t('danger.dialogTitle', { name })}
        typedName={name}
        action={t('danger.delete')}
        keep={t('danger.keep')}
        onConfirm={remove}
      >
        <p>{t('danger.atOnce')}</p>
        {belongings !== null && (
          <>
            <p>{t('danger.afterGrace', { days: graceDays })}</p>
            <ul className="list-disc pl-5 text-fg">
              <li>{t('danger.memberships', { count: belongings.members })}</li>
              <li>
                {t('danger.projects', {
                  ...{ projects: belongings.projects, endpoints: belongings.endpoints, keys: belongings.apiKeys },
                })}
              </li>
              <li>
                {t('danger.data', {
                  ...{ datasets: belongings.datasets, files: belongings.files, models: belongings.models },
                  size: formatBytes(belongings.storedBytes),
                })}
              </li>
              <li>{t('danger.jobs', { count: belongings.openJobs })}</li>
            </ul>
          </>
        )}
        <p>{t('danger.kept')}</p>
      </ConfirmDialog>
    </div>
  );
}

function Restore({ organization: { id, name, erasedFrom } }: { organization: OrganizationView }) {
  const t = useTranslations('organization');
  const router = useRouter();
  const restore = useAction(async () => {
    await callApi(`/api/organizations/${id}/restore`, { body: {} });
    showToast({ title: t('danger.restoredTitle', { name }), detail: t('danger.restoredDetail') });
    router.refresh();
  });
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-[64ch] text-pretty text-fg-2">
          <b className="block font-medium text-fg">{t('danger.restoreTitle')}</b>
          {t.rich('danger.restoreText', { time: () => erasedFrom && <RelativeTime at={erasedFrom} /> })}
        </p>
        <Button isBusy={restore.isBusy} onClick={() => restore.run()}>
          {t('danger.restore')}
        </Button>
      </div>
      <FormProblem problem={restore.problem} />
    </div>
  );
}
