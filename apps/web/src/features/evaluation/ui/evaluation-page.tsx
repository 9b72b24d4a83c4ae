import { useTranslations } from 'next-intl';
import { Column, Columns } from '../../../ui/columns.tsx';
import { formatDuration } from '../../../ui/format.ts';
import { formatExactTime } from '../../../ui/format-time.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageCrumb } from '../../../ui/page-crumb.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import type { EvaluationView } from '../server/evaluation-view.ts';
import type { EvaluationDetail } from '../server/read-evaluation-page.ts';
import { CompareChoice } from './compare-choice.tsx';
import { EvaluationHeader } from './evaluation-header.tsx';
import { EvaluationOutcome } from './evaluation-outcome.tsx';
import { EvaluationCost, EvaluationProgress } from './evaluation-progress.tsx';
import { JudgedRows } from './judged-rows.tsx';
import { ReportPanels } from './report-panels.tsx';

interface EvaluationPageProps extends EvaluationDetail {
  projectId: string;
  offset: number;
  limit: number;
  canWrite: boolean;
}

/** State first, then what the rows have shown, then the rows. */
export function EvaluationPage(props: EvaluationPageProps) {
  const { projectId, evaluation, modelPath, hasDataset, hasWorker, rows, rowsProblem, images, beside } = props;
  const { offset, limit, canWrite } = props;
  const { report, job, hasRows } = evaluation;
  const project = `/projects/${projectId}`;
  const home = `${project}/evaluations/${evaluation.id}`;
  return (
    <Page>
      <PageCrumb name={evaluation.title} />
      <RefreshOnRows projectId={projectId} kinds={['evaluation']} isMoving={!job.isOver} />
      <EvaluationHeader
        {...{ projectId, evaluation, canWrite }}
        modelHref={modelPath === null ? null : `${project}/${modelPath}`}
        datasetHref={hasDataset ? `${project}/data/${evaluation.datasetId}` : null}
      />
      <EvaluationOutcome evaluation={evaluation} />
      {!job.isOver && (
        <Columns stretch>
          <Column span={8}>
            <EvaluationProgress evaluation={evaluation} hasWorker={hasWorker} />
          </Column>
          <Column span={4}>
            <EvaluationCost evaluation={evaluation} />
          </Column>
        </Columns>
      )}
      {report !== null && <ReportPanels report={report} home={home} />}
      {hasRows && (
        <JudgedRows
          kind={report?.kind ?? null}
          rows={rows.rows}
          hasMore={rows.hasMore}
          problem={rowsProblem}
          images={images}
          downloadHref={`/api${home}/rows/download?format=csv`}
          {...{ offset, limit }}
        />
      )}
      {job.isOver && (
        <Columns>
          {report !== null && (
            <Column span={8}>
              <CompareChoice {...{ projectId, evaluation, beside, canWrite }} />
            </Column>
          )}
          <Column span={4}>
            <Settings evaluation={evaluation} />
          </Column>
        </Columns>
      )}
    </Page>
  );
}

function Settings({ evaluation }: { evaluation: EvaluationView }) {
  const t = useTranslations('evaluation');
  const { job, part } = evaluation;
  const { startedAt, finishedAt, parameters, route } = job;
  const took = startedAt === null || finishedAt === null ? null : finishedAt.getTime() - startedAt.getTime();
  const { max_tokens: maxTokens, echo } = parameters;
  return (
    <>
      <EvaluationCost evaluation={evaluation} />
      <Panel title={t('detail.settings')}>
        <KeyValues
          rows={[
            { label: t('detail.part'), value: t(`part.${part}`) },
            { label: t('detail.route'), value: <code>{route}</code> },
            ...(typeof maxTokens === 'number' && echo !== true
              ? [{ label: t('detail.maxTokens'), value: maxTokens }]
              : []),
            ...(startedAt === null ? [] : [{ label: t('detail.started'), value: formatExactTime(startedAt) }]),
            ...(took === null ? [] : [{ label: t('detail.took'), value: formatDuration(took) }]),
          ]}
        />
      </Panel>
    </>
  );
}
