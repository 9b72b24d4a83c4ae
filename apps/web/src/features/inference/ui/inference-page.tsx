import { Column, Columns } from '../../../ui/columns.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageCrumb } from '../../../ui/page-crumb.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import type { NamedInference } from '../server/name-files.ts';
import type { PacePoint } from '../server/read-pace.ts';
import { InferenceCost } from './inference-cost.tsx';
import { InferenceHeader } from './inference-header.tsx';
import { InferenceOutcome } from './inference-outcome.tsx';
import { InferenceProgress } from './inference-progress.tsx';
import { InferenceSettings } from './inference-settings.tsx';
import { ResultPanels, type ResultPreview } from './result-panels.tsx';

interface InferencePageProps {
  projectId: string;
  job: NamedInference;
  modelHref: string | null;
  points: readonly PacePoint[];
  hasWorker: boolean;
  preview: ResultPreview;
  canWrite: boolean;
}

/** State and money, then what came out, then settings. */
export function InferencePage(props: InferencePageProps) {
  const { projectId, job, modelHref, points, hasWorker, preview, canWrite } = props;
  return (
    <Page>
      <PageCrumb name={job.title} />
      <RefreshOnRows projectId={projectId} kinds={['inference']} isMoving={!job.isOver} />
      <InferenceHeader projectId={projectId} job={job} modelHref={modelHref} canWrite={canWrite} />
      <InferenceOutcome projectId={projectId} job={job} canWrite={canWrite} />
      <Columns stretch>
        <Column span={8}>
          <InferenceProgress job={job} points={points} hasWorker={hasWorker} />
        </Column>
        <Column span={4}>
          <InferenceCost job={job} />
        </Column>
      </Columns>
      <Columns>
        <Column span={8}>
          <ResultPanels job={job} preview={preview} />
        </Column>
        <Column span={4}>
          <InferenceSettings job={job} />
        </Column>
      </Columns>
    </Page>
  );
}
