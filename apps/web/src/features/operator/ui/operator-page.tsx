'use client';

import type { OperatorMeterEvent } from '@modelmint/db/system/operator-meter-events';
import { RefreshCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
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
import type { Console } from '../server/read-console.ts';
import { BaseModelPanel } from './base-model-panel.tsx';
import { CheckPanel } from './check-panel.tsx';
import { JobPanel } from './job-panel.tsx';
import { MeterPanel } from './meter-panel.tsx';
import { type KeptMail, OutboxPanel } from './outbox-panel.tsx';
import { QueuePanel, type QueueRow } from './queue-panel.tsx';
import { WebhookPanel } from './webhook-panel.tsx';
import { WorkerPanel } from './worker-panel.tsx';

export type OperatorTab = 'overview' | 'jobs' | 'base-models' | 'outbox' | 'payments';

export interface OperatorPageProps {
  tab: OperatorTab;
  console: Omit<Console, 'queues' | 'mails'> & { queues: QueueRow[] | null; mails: KeptMail[] };
  meterEvents: readonly OperatorMeterEvent[];
  baseModels: readonly SharedBaseModelView[];
  readAt: Date;
}

/** Nobody tells the console of changes over all organizations: it reads again by itself while it is looked at. */
const refreshMs = 10_000;

export function OperatorPage({ tab, console: view, meterEvents, baseModels, readAt }: OperatorPageProps) {
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
        title="Console"
        facts={[
          <span key="read">
            read <RelativeTime at={readAt} />
          </span>,
          'all organizations',
        ]}
        actions={
          <Button icon={<Icon of={RefreshCw} />} isBusy={isReading} onClick={() => read(() => router.refresh())}>
            Read again
          </Button>
        }
      />
      <ConsoleStats view={view} meterEvents={meterEvents} />
      <Tabs
        label="Console"
        tabs={[
          { id: 'overview', label: 'Overview' },
          { id: 'jobs', label: 'Jobs', count: formatCount(view.jobs.length) },
          { id: 'base-models', label: 'Base models', count: formatCount(baseModels.length) },
          { id: 'outbox', label: 'Outbox', count: formatCount(view.mails.length) },
          { id: 'payments', label: 'Payments', count: formatCount(view.webhooks.length + meterEvents.length) },
        ]}
      />
      {tab === 'overview' && (
        <Columns>
          <Column span={8}>
            <WorkerPanel workers={view.workers} />
            <QueuePanel queues={view.queues} problem={view.queueProblem} />
          </Column>
          <Column span={4}>
            <CheckPanel checks={view.ledgerChecks} />
          </Column>
        </Columns>
      )}
      {tab === 'jobs' && <JobPanel jobs={view.jobs} />}
      {tab === 'base-models' && <BaseModelPanel models={baseModels} />}
      {tab === 'outbox' && <OutboxPanel mails={view.mails} />}
      {tab === 'payments' && (
        <Columns>
          <Column span={6}>
            <WebhookPanel webhooks={view.webhooks} />
          </Column>
          <Column span={6}>
            <MeterPanel events={meterEvents} />
          </Column>
        </Columns>
      )}
    </Page>
  );
}

function ConsoleStats({
  view,
  meterEvents,
}: Pick<OperatorPageProps, 'meterEvents'> & { view: OperatorPageProps['console'] }) {
  const count = (status: string) => view.jobs.filter((job) => job.status === status).length;
  const alive = view.workers.filter((worker) => worker.isAlive);
  const broken = view.ledgerChecks.filter((check) => !check.isOk).length;
  const unapplied = view.webhooks.filter((webhook) => webhook.processedAt === null).length;
  const unsent = meterEvents.filter(({ state }) => state !== 'ACCEPTED' && state !== 'SUPERSEDED').length;
  return (
    <Stats
      stats={[
        {
          label: 'Workers that answer',
          value: formatCount(alive.length),
          detail: [...new Set(alive.map((worker) => worker.engine))].join(', ') || 'jobs wait until one does',
        },
        {
          label: 'Jobs running',
          value: formatCount(count('RUNNING')),
          detail: `${formatCount(count('QUEUED'))} queued`,
        },
        {
          label: 'Ledger checks broken',
          value: view.ledgerChecks.length === 0 ? '–' : formatCount(broken),
          detail: view.ledgerChecks.length === 0 ? 'not checked yet' : `of ${formatCount(view.ledgerChecks.length)}`,
        },
        {
          label: 'Payments not done',
          value: formatCount(unapplied + unsent),
          detail: `${formatCount(unapplied)} webhooks, ${formatCount(unsent)} meter events`,
        },
      ]}
    />
  );
}
