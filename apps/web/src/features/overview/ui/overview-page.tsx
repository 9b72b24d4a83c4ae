import { Plus, Upload } from 'lucide-react';
import { formatAmount, formatCount, formatDuration, formatShare } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import { type Stat, Stats } from '../../../ui/stats.tsx';
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
  const { steps, jobs, jobsTotal } = overview;
  const home = `/projects/${projectId}`;
  return (
    <Page>
      <RefreshOnRows
        projectId={projectId}
        kinds={['job', 'dataset', 'model', 'endpoint', 'usage']}
        isMoving={jobs.some(({ finishedAt }) => finishedAt === null)}
      />
      <PageHeader
        title="Overview"
        facts={[projectName, 'the last 24 hours unless stated']}
        actions={
          can.canWrite && (
            <LinkButton href={`${home}/data/new`} icon={<Icon of={Upload} />}>
              Upload data
            </LinkButton>
          )
        }
        primary={
          can.canWrite &&
          steps === null && (
            <LinkButton variant="primary" icon={<Icon of={Plus} />} href={`${home}/fine-tuning/new`}>
              New fine-tuning job
            </LinkButton>
          )
        }
      />
      <NoticeList {...{ projectId, organizationId, overview, canSeeBilling: can.canSeeBilling }} />
      {steps !== null && <StepPanel projectId={projectId} steps={steps} canWrite={can.canWrite} />}
      <Stats stats={statsOf(overview)} />
      <OverviewCharts projectId={projectId} overview={overview} />
      <Panel
        title="Fine-tuning jobs"
        isFlush
        aside={
          jobsTotal > jobs.length && (
            <LinkButton size="small" variant="ghost" href={`${home}/fine-tuning`}>
              All {formatCount(jobsTotal)} jobs
            </LinkButton>
          )
        }
      >
        <JobList projectId={projectId} jobs={jobs} isFiltered={false} canWrite={can.canWrite} />
      </Panel>
    </Page>
  );
}

function statsOf({ calls: { day }, spend, creditMicros, endpoints }: Overview): Stat[] {
  const calls: Stat[] = [
    {
      label: 'Requests',
      value: formatCount(day.requests),
      detail: day.requests === 0 ? 'none in 24 h' : `${formatShare(day.errors / day.requests)} refused`,
    },
    {
      label: 'Latency, p95',
      value: day.latencyP95Ms === null ? '–' : formatDuration(day.latencyP95Ms),
      detail: 'of answered calls',
    },
    {
      label: 'Endpoints',
      value: formatCount(endpoints.length),
      detail: `${formatCount(endpoints.filter(({ model }) => model.isWarm).length)} warm`,
    },
  ];
  if (spend === null) return calls;
  const cap = spend.capMicros === null ? 'no limit of the project' : `of ${formatAmount(spend.capMicros)} at most`;
  return [
    { label: 'Spend this month', value: formatAmount(spend.monthMicros), detail: cap },
    ...calls,
    ...(creditMicros === null
      ? []
      : [
          {
            label: 'Credit',
            value: formatAmount(creditMicros),
            detail: 'of the organization, without what is on hold',
          },
        ]),
  ];
}
