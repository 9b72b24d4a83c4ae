import { Plus, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { formatAmount, formatCount, formatDuration, formatShare } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import { type Stat, Stats } from '../../../ui/stats.tsx';
import { BudgetBars } from '../../billing/ui/budget-bars.tsx';
import { JobList } from '../../fine-tuning/ui/job-list.tsx';
import type { Overview } from '../server/read-overview.ts';
import { NoticeList } from './notice-list.tsx';
import { OverviewCharts } from './overview-charts.tsx';
import { StepPanel } from './step-panel.tsx';

interface OverviewPageProps {
  projectId: string;
  organizationId: string;
  projectName: string;
  overview: Overview;
  canWrite: boolean;
  canSeeBilling: boolean;
}

export function OverviewPage({ projectId, organizationId, projectName, overview, ...can }: OverviewPageProps) {
  const t = useTranslations('overview');
  const { steps, jobs, jobsTotal, spend } = overview;
  const home = `/projects/${projectId}`;
  return (
    <Page>
      <RefreshOnRows
        projectId={projectId}
        kinds={['job', 'dataset', 'model', 'endpoint', 'usage']}
        isMoving={jobs.some(({ finishedAt }) => finishedAt === null)}
      />
      <PageHeader
        title={t('title')}
        facts={[projectName, t('facts')]}
        actions={
          can.canWrite && (
            <LinkButton href={`${home}/data/new`} icon={<Icon of={Upload} />}>
              {t('uploadData')}
            </LinkButton>
          )
        }
        primary={
          can.canWrite &&
          steps === null && (
            <LinkButton variant="primary" icon={<Icon of={Plus} />} href={`${home}/fine-tuning/new`}>
              {t('newJob')}
            </LinkButton>
          )
        }
      />
      <NoticeList {...{ projectId, organizationId, overview, canSeeBilling: can.canSeeBilling }} />
      {steps !== null && <StepPanel projectId={projectId} steps={steps} canWrite={can.canWrite} />}
      <Stats stats={statsOf(t, overview)} />
      {spend !== null && (
        <BudgetBars
          organizationId={organizationId}
          projectId={projectId}
          budgets={spend.budgets}
          limit={spend.capMicros === null ? null : { spentMicros: spend.monthMicros, amountMicros: spend.capMicros }}
          canSeeBilling={can.canSeeBilling}
        />
      )}
      <OverviewCharts projectId={projectId} overview={overview} />
      <Panel
        title={t('jobs')}
        isFlush
        aside={
          jobsTotal > jobs.length && (
            <LinkButton size="small" variant="ghost" href={`${home}/fine-tuning`}>
              {t('allJobs', { count: formatCount(jobsTotal) })}
            </LinkButton>
          )
        }
      >
        <JobList projectId={projectId} jobs={jobs} isFiltered={false} canWrite={can.canWrite} />
      </Panel>
    </Page>
  );
}

function statsOf(t: Translate<'overview'>, { calls: { day }, spend, creditMicros, endpoints }: Overview): Stat[] {
  const calls: Stat[] = [
    {
      label: t('stats.requests'),
      value: formatCount(day.requests),
      detail:
        day.requests === 0 ? t('stats.none') : t('stats.refused', { share: formatShare(day.errors / day.requests) }),
    },
    {
      label: t('stats.latency'),
      value: day.latencyP95Ms === null ? '–' : formatDuration(day.latencyP95Ms),
      detail: t('stats.answered'),
    },
    {
      label: t('stats.endpoints'),
      value: formatCount(endpoints.length),
      detail: t('stats.warm', { count: formatCount(endpoints.filter(({ model }) => model.isWarm).length) }),
    },
  ];
  if (spend === null) return calls;
  const cap =
    spend.capMicros === null ? t('stats.noLimit') : t('stats.limit', { amount: formatAmount(spend.capMicros) });
  return [
    { label: t('stats.spend'), value: formatAmount(spend.monthMicros), detail: cap },
    ...calls,
    ...(creditMicros === null
      ? []
      : [
          {
            label: t('stats.credit'),
            value: formatAmount(creditMicros),
            detail: t('stats.creditDetail'),
          },
        ]),
  ];
}
