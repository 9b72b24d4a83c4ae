import { oldestWaiting } from '@modelmint/db/system/oldest-waiting';
import { listMeterEvents } from '@modelmint/db/system/operator-meter-events';
import { isAppError } from '@modelmint/domain/errors';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { Deps } from '../../deps.ts';
import { listSharedBaseModels } from '../../features/base-model/server/shared-base-models.ts';
import { rowsShownMax } from '../../features/operator/rows-shown-max.ts';
import { getJobDetail, type JobDetail, ListOperatorJobs } from '../../features/operator/server/jobs.ts';
import { readConsole } from '../../features/operator/server/read-console.ts';
import { OperatorPage, type OperatorTab } from '../../features/operator/ui/operator-page.tsx';
import { operatorPage } from '../../features/organization/server/page-context.ts';
import { toFirstPage } from '../../features/organization/server/to-first-page.ts';
import { translateProblem } from '../../i18n/translate-problem.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('operator');
  return { title: t('console.title') };
}

const tabs: readonly OperatorTab[] = ['overview', 'jobs', 'base-models', 'outbox', 'payments'];

interface ConsolePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ConsolePage({ searchParams }: ConsolePageProps) {
  const { deps } = await operatorPage();
  const asked = await searchParams;
  const one = (name: string): string | undefined => [asked[name]].flat()[0] || undefined;
  const tab = tabs.find((name) => name === one('tab')) ?? 'overview';
  // An address that somebody has changed by hand shows everything; the other tabs count all jobs.
  const filter =
    tab === 'jobs'
      ? ListOperatorJobs.safeParse({ q: one('q'), state: one('state'), after: one('after') }).data
      : undefined;
  const [console, meterEvents, oldest, baseModels, shownJob] = await Promise.all([
    readConsole(deps, {
      jobs: { state: filter?.state, text: filter?.q, after: filter?.after },
      mailsAfter: tab === 'outbox' ? one('after') : undefined,
    }).catch(toFirstPage(`/operator?tab=${tab}`)),
    listMeterEvents(deps.db, { limit: rowsShownMax }),
    oldestWaiting(deps.db),
    listSharedBaseModels(deps),
    tab === 'jobs' ? findShown(deps, one('job')) : null,
  ]);
  const since = new Map<string, Date | null>(Object.entries(oldest));
  const queues =
    console.queues?.map((queue) => ({ ...queue, oldestWaitingSince: since.get(queue.name) ?? null })) ?? null;
  const jobs = console.jobs.map((job) => ({ ...job, errorMessage: inWords(job.errorMessage) }));
  return (
    <OperatorPage
      tab={tab}
      // Only the text of a mail is shown, so its HTML does not travel.
      console={{ ...console, jobs, queues, mails: console.mails.map(({ html: _html, ...mail }) => mail) }}
      meterEvents={meterEvents}
      baseModels={baseModels}
      areJobsFiltered={filter?.state !== undefined || filter?.q !== undefined}
      shownJob={shownJob}
      canSendMail={deps.env.smtpUrl !== undefined}
      readAt={new Date()}
    />
  );
}

const inWords = (text: string | null): string | null => (text === null ? null : translateProblem(text));

async function findShown(deps: Deps, jobId: string | undefined): Promise<JobDetail | null> {
  if (jobId === undefined) return null;
  try {
    const job = await getJobDetail(deps, jobId);
    const log = job.log.map((line) => ({ ...line, message: translateProblem(line.message) }));
    return { ...job, errorMessage: inWords(job.errorMessage), log };
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') return null;
    throw error;
  }
}
