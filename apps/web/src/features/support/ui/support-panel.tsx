'use client';

import { supportHours } from '@modelmint/domain/support-access';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Select } from '../../../ui/select.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useAction } from '../../../ui/use-action.ts';
import type { SupportView } from '../server/read-support.ts';

interface SupportPanelProps {
  organizationId: string;
  support: SupportView;
}

type Row = SupportView['sessions'][number];

/** For owners and admins: whether the operator's support may act here, who was there, and the end of it. */
export function SupportPanel({ organizationId, support: { allowed, sessions } }: SupportPanelProps) {
  const t = useTranslations('support');
  const router = useRouter();
  const path = `/api/organizations/${organizationId}/support`;
  const withdraw = useAction(async () => {
    await callApi(path, { method: 'DELETE' });
    showToast({ title: t('panel.ended') });
    router.refresh();
  });
  const isOpen = sessions.some((one) => one.isOpen);
  return (
    <Panel title={t('panel.title')} description={t('panel.text')}>
      <div className="grid gap-4">
        <div className="flex flex-wrap items-center justify-between gap-3">
          {allowed === null ? (
            <Allow path={path} />
          ) : (
            <p className="max-w-[64ch] text-pretty">
              {t.rich('panel.allowed', {
                b: (text) => <b>{text}</b>,
                time: () => <RelativeTime at={allowed.until} />,
                who: () => <bdi>{allowed.by ?? t('panel.somebody')}</bdi>,
              })}
            </p>
          )}
          {(allowed !== null || isOpen) && (
            <Button variant="danger" isBusy={withdraw.isBusy} onClick={() => withdraw.run()}>
              {t('panel.end')}
            </Button>
          )}
        </div>
        <FormProblem problem={withdraw.problem} />
        {sessions.length > 0 && (
          <div className="-mx-4">
            <DataTable
              label={t('panel.sessions')}
              columns={columnsOf(t)}
              rows={sessions}
              idOf={({ id }) => id}
              empty={null}
            />
          </div>
        )}
      </div>
    </Panel>
  );
}

function Allow({ path }: { path: string }) {
  const t = useTranslations('support');
  const router = useRouter();
  const [hours, setHours] = useState<string>(String(supportHours[1]));
  const allow = useAction(async () => {
    await callApi(path, { method: 'PUT', body: { hours: Number(hours) } });
    showToast({ title: t('panel.nowAllowed') });
    router.refresh();
  });
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Select
          label={t('panel.howLong')}
          className="w-36!"
          options={supportHours.map((count) => ({ value: String(count), label: t('panel.hours', { count }) }))}
          value={hours}
          onValueChange={setHours}
        />
        <Button isBusy={allow.isBusy} onClick={() => allow.run()}>
          {t('panel.allow')}
        </Button>
      </div>
      <FormProblem problem={allow.problem} />
    </div>
  );
}

function columnsOf(t: Translate<'support'>): Column<Row>[] {
  return [
    { id: 'reason', header: t('panel.reason'), place: 'lead', cell: ({ reason }) => <bdi>{reason}</bdi> },
    { id: 'as', header: t('panel.as'), cell: ({ isActing }) => t(isActing ? 'panel.acted' : 'panel.looked') },
    {
      id: 'ended',
      header: t('panel.until'),
      cell: ({ isOpen, endedAt, endedBy, expiresAt }) =>
        isOpen ? (
          <b>{t('panel.isHere')}</b>
        ) : (
          <>
            <RelativeTime at={endedAt ?? expiresAt} /> · {t(`panel.by.${endOf(endedBy)}`)}
          </>
        ),
    },
    {
      id: 'started',
      header: t('panel.since'),
      isNumber: true,
      cell: ({ startedAt }) => <RelativeTime at={startedAt} />,
    },
  ];
}

/** What was not noted yet has run out of time. */
function endOf(endedBy: string | null): 'operator' | 'organization' | 'time' | 'sign_out' {
  if (endedBy === 'operator' || endedBy === 'organization' || endedBy === 'sign_out') return endedBy;
  return 'time';
}
