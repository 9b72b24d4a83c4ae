import { Column, Columns } from '../../../ui/columns.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageCrumb } from '../../../ui/page-crumb.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import type { ModelView } from '../../model/server/model-view.ts';
import type { JobDetail } from '../server/get-job.ts';
import type { CheckpointView } from '../server/list-checkpoints.ts';
import type { JobEventView } from '../server/list-job-events.ts';
import type { MetricPoint } from '../server/list-job-metrics.ts';
import { JobCharts } from './job-charts.tsx';
import { JobCheckpoints } from './job-checkpoints.tsx';
import { JobCost } from './job-cost.tsx';
import { JobEvents } from './job-events.tsx';
import { JobHeader } from './job-header.tsx';
import { jobName } from './job-name.ts';
import { JobOutcome } from './job-outcome.tsx';
import { JobProgress } from './job-progress.tsx';
import { JobSamples } from './job-samples.tsx';
import { JobSettings } from './job-settings.tsx';
import { ResultPanels } from './result-panels.tsx';
import { samplesOf } from './training-result.ts';

interface JobPageProps {
  projectId: string;
  baseUrl: string;
  job: JobDetail;
  model: ModelView | null;
  points: readonly MetricPoint[];
  events: readonly JobEventView[];
  checkpoints: readonly CheckpointView[];
  canWrite: boolean;
}

/** State and money, then what came out, then charts, then rows, then settings. */
export function JobPage({ projectId, baseUrl, job, model, points, events, checkpoints, canWrite }: JobPageProps) {
  const result = job.metrics;
  const isOver = job.finishedAt !== null;
  return (
    <Page>
      <PageCrumb name={jobName(job)} />
      <RefreshOnRows projectId={projectId} kinds={isOver ? ['model'] : ['job', 'dataset']} isMoving={!isOver} />
      <JobHeader projectId={projectId} job={job} model={model} checkpoints={checkpoints.length} canWrite={canWrite} />
      <JobOutcome projectId={projectId} job={job} canWrite={canWrite} />
      {result !== null && <ResultPanels result={result} />}
      <Columns stretch>
        <Column span={8}>
          <JobProgress job={job} points={points} />
        </Column>
        <Column span={4}>
          <JobCost job={job} />
        </Column>
      </Columns>
      <JobCharts projectId={projectId} job={job} points={points} />
      <Columns>
        <Column span={7}>
          <JobSamples steps={samplesOf(events)} />
          <JobEvents events={events} points={points} checkpoints={checkpoints} spec={job.spec} />
        </Column>
        <Column span={5}>
          <JobCheckpoints checkpoints={checkpoints} isOver={isOver} spec={job.spec} />
          <JobSettings job={job} baseUrl={baseUrl} />
        </Column>
      </Columns>
    </Page>
  );
}
