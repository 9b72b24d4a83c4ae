import { oldestWaiting } from '@modelmint/db/system/oldest-waiting';
import { listMeterEvents } from '@modelmint/db/system/operator-meter-events';
import type { Metadata } from 'next';
import { listSharedBaseModels } from '../../features/base-model/server/shared-base-models.ts';
import { readConsole, rowsShownMax } from '../../features/operator/server/read-console.ts';
import { OperatorPage, type OperatorTab } from '../../features/operator/ui/operator-page.tsx';
import { operatorPage } from '../../features/organization/server/page-context.ts';

export const metadata: Metadata = { title: 'Console' };

const tabs: readonly OperatorTab[] = ['overview', 'jobs', 'base-models', 'outbox', 'payments'];

interface ConsolePageProps {
  searchParams: Promise<{ tab?: string | string[] }>;
}

export default async function ConsolePage({ searchParams }: ConsolePageProps) {
  const { deps } = await operatorPage();
  const [{ tab: asked }, console, meterEvents, oldest, baseModels] = await Promise.all([
    searchParams,
    readConsole(deps),
    listMeterEvents(deps.db, { limit: rowsShownMax }),
    oldestWaiting(deps.db),
    listSharedBaseModels(deps),
  ]);
  const since = new Map<string, Date | null>(Object.entries(oldest));
  const queues =
    console.queues?.map((queue) => ({ ...queue, oldestWaitingSince: since.get(queue.name) ?? null })) ?? null;
  return (
    <OperatorPage
      tab={tabs.find((tab) => tab === asked) ?? 'overview'}
      // Only the text of a mail is shown, so its HTML does not travel.
      console={{ ...console, queues, mails: console.mails.map(({ html: _html, ...mail }) => mail) }}
      meterEvents={meterEvents}
      baseModels={baseModels}
      readAt={new Date()}
    />
  );
}
