'use client';

import type { OperatorMeterEvent } from '@modelmint/db/system/operator-meter-events';
import { RefreshCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useTransition } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Stats } from '../../../ui/stats.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import type { SharedBaseModelView } from '../../base-model/server/shared-base-models.ts';
import type { JobDetail } from '../server/jobs.ts';
import type { Console } from '../server/read-console.ts';
import { AnnouncementPanel } from './announcement-panel.tsx';
import { BaseModelPanel } from './base-model-panel.tsx';
import { CheckPanel } from './check-panel.tsx';
import { JobPanel } from './job-panel.tsx';
import { MeterPanel } from './meter-panel.tsx';
import { type KeptMail, OutboxPanel } from './outbox-panel.tsx';
import { QueuePanel, type QueueRow } from './queue-panel.tsx';
import { SwitchPanel } from './switch-panel.tsx';
import { WaitingPanel } from './waiting-panel.tsx';
import { WebhookPanel } from './webhook-panel.tsx';
import { WorkerPanel } from './worker-panel.tsx';

export type OperatorTab = 'overview' | 'jobs' | 'base-models' | 'outbox' | 'payments';

export interface OperatorPageProps {
  tab: OperatorTab;
  console: Omit<Console, 'queues' | 'mails'> & { queues: QueueRow[] | null; mails: KeptMail[] };
  meterEvents: readonly OperatorMeterEvent[];
  baseModels: readonly SharedBaseModelView[];
  areJobsFiltered: boolean;
  shownJob: JobDetail | null;
  canSendMail: boolean;
  readAt: Date;
}

/** Nobody tells the console of changes over all organizations: it reads again by itself while it is looked at. */
const refreshMs = 10_000;

export function OperatorPage(props: OperatorPageProps) {
  const { tab, console: view, meterEvents, baseModels, readAt } = props;
  const t = useTranslations('operator');
  const router = useRouter();
  const [isReading, read] = useTransition();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, refreshMs);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <Page>
      <PageHeader
        title={t('console.title')}
        facts={[
          <span key="read">{t.rich('console.read', { time: () => <RelativeTime at={readAt} /> })}</span>,
          t('console.all'),
        ]}
        actions={
          <Button icon={<Icon of={RefreshCw} />} isBusy={isReading} onClick={() => read(() => router.refresh())}>
            {t('console.again')}
          </Button>
        }
      />
      <ConsoleStats view={view} meterEvents={meterEvents} />
      <Tabs
        label={t('console.title')}
        tabs={[
          { id: 'overview', label: t('console.tabs.overview') },
          { id: 'jobs', label: t('console.tabs.jobs'), count: formatCount(view.jobs.length) },
          { id: 'base-models', label: t('console.tabs.baseModels'), count: formatCount(baseModels.length) },
          { id: 'outbox', label: t('console.tabs.outbox'), count: formatCount(view.mails.length) },
          {
            id: 'payments',
            label: t('console.tabs.payments'),
            count: formatCount(view.webhooks.length + meterEvents.length),
          },
        ]}
      />
      {tab === 'overview' && (
        <>
          <WorkerPanel workers={view.workers} />
          <Columns>
            <Column span={8}>
              <QueuePanel queues={view.queues} problem={view.queueProblem} />
              <WaitingPanel work={view.waitingWork} />
            </Column>
            <Column span={4}>
              <CheckPanel checks={view.ledgerChecks} />
              <AnnouncementPanel announcements={view.announcements} />
              <SwitchPanel switches={view.switches} />
            </Column>
          </Columns>
        </>
      )}
      {tab === 'jobs' && <JobPanel jobs={view.jobs} isFiltered={props.areJobsFiltered} shown={props.shownJob} />}
      {tab === 'base-models' && <BaseModelPanel models={baseModels} />}
      {tab === 'outbox' && <OutboxPanel mails={view.mails} canSend={props.canSendMail} />}
      {tab === 'payments' && (
        <>
          <MeterPanel events={meterEvents} />
          <WebhookPanel webhooks={view.webhooks} />
        </>
      )}
    </Page>
  );
}

function ConsoleStats({
  view,
  meterEvents,
}: Pick<OperatorPageProps, 'meterEvents'> & { view: OperatorPageProps['console'] }) {
  const t = useTranslations('operator');
  const alive = view.workers.filter((worker) => worker.isAlive);
  const broken = view.ledgerChecks.filter((check) => !check.isOk).length;
  const unapplied = view.webhooks.filter((webhook) => webhook.processedAt === null).length;
  const unsent = meterEvents.filter(({ state }) => state !== 'ACCEPTED' && state !== 'SUPERSEDED').length;
  return (
    <Stats
      stats={[
        {
          label: t('console.workers'),
          value: formatCount(alive.length),
          detail: [...new Set(alive.map((worker) => worker.engine))].join(', ') || t('console.noWorker'),
        },
        {
          label: t('console.running'),
          value: formatCount(view.liveJobs.running),
          detail: t('console.queued', { count: formatCount(view.liveJobs.queued) }),
        },
        {
          label: t('console.broken'),
          value: view.ledgerChecks.length === 0 ? '–' : formatCount(broken),
          detail:
            view.ledgerChecks.length === 0
              ? t('console.unchecked')
              : t('console.ofChecks', { count: formatCount(view.ledgerChecks.length) }),
        },
        {
          label: t('console.payments'),
          value: formatCount(unapplied + unsent),
          detail: t('console.paymentsDetail', { webhooks: formatCount(unapplied), events: formatCount(unsent) }),
        },
      ]}
    />
  );
}
