'use client';

import { useTranslations } from 'next-intl';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageCrumb } from '../../../ui/page-crumb.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import { Status } from '../../../ui/status.tsx';
import { useUrlFilters } from '../../../ui/use-url-filters.ts';
import type { ModelView } from '../../model/server/model-view.ts';
import type { EndpointView } from '../server/endpoint-view.ts';
import type { RequestFigures } from '../server/sum-requests.ts';
import { callSnippets } from './call-snippets.ts';
import { EndpointActions, RepointButton } from './endpoint-actions.tsx';
import { EndpointCharts } from './endpoint-charts.tsx';
import { EndpointErrors } from './endpoint-errors.tsx';
import { EndpointFacts } from './endpoint-facts.tsx';
import { EndpointRange } from './endpoint-range.tsx';
import { EndpointStats } from './endpoint-stats.tsx';
import { type ExampleData, exampleCall } from './example-call.ts';
import { RequestList } from './request-list.tsx';
import { RequestPages } from './request-pages.tsx';
import type { RequestRow } from './request-row.ts';

interface EndpointDetailProps {
  projectId: string;
  publicUrl: string;
  endpoint: EndpointView;
  /** For the code, from what it was trained on; null for the usual one. */
  example: ExampleData | null;
  models: readonly ModelView[];
  /** Micro-USD per 1 M input tokens, by the price book in force. */
  rateMicros: bigint;
  requests: readonly RequestRow[];
  hasMoreRequests: boolean;
  figures: RequestFigures;
  /** Calls of the last 24 h. */
  requestsOfDay: number;
  canWrite: boolean;
  canCall: boolean;
}

export function EndpointDetail(props: EndpointDetailProps) {
  const { projectId, publicUrl, endpoint, example, models, rateMicros, requests, figures, requestsOfDay } = props;
  const t = useTranslations('endpoint');
  const { query } = useUrlFilters();
  const baseUrl = `${publicUrl}/v1`;
  const hasOthers = models.some((model) => model.id !== endpoint.model.id);
  return (
    <Page>
      <PageCrumb name={endpoint.name} />
      <RefreshOnRows projectId={projectId} kinds={['endpoint', 'model', 'usage']} />
      <PageHeader
        title={endpoint.name}
        badge={<Status kind={endpoint.model.isWarm ? 'warm' : 'cold'} isBadge />}
        facts={[
          <CopyId key="url" id={baseUrl} what={t('detail.baseUrl')} />,
          <span key="model" className="inline-flex min-w-0 items-center gap-1.5">
            {t.rich('detail.model', { id: () => <CopyId id={endpoint.name} what={t('detail.modelName')} /> })}
          </span>,
          <span key="task">{t(`task.${endpoint.model.task}`)}</span>,
        ]}
        actions={<EndpointActions {...props} requestsOfDay={requestsOfDay} />}
        primary={
          props.canWrite && hasOthers && <RepointButton projectId={projectId} endpoint={endpoint} models={models} />
        }
      />
      <div className="flex justify-end">
        <EndpointRange range={figures.range} />
      </div>
      <EndpointStats figures={figures} />
      {!endpoint.model.isWarm && (
        <Note tone="neutral">{t.rich('detail.coldNote', { b: (chunks) => <b>{chunks}</b> })}</Note>
      )}
      <EndpointCharts figures={figures} />
      <EndpointErrors figures={figures} />
      <Columns>
        <Column span={7}>
          <CodeBlock
            label={t('detail.howToCall')}
            samples={callSnippets({
              ...exampleCall(endpoint.model, example ?? undefined),
              baseUrl,
              model: endpoint.name,
            }).map(({ id, label, code }) => ({ label, language: id, code }))}
          />
          <Panel
            title={t('detail.requests')}
            isFlush
            foot={
              (props.hasMoreRequests || query.has('after')) && (
                <RequestPages last={requests.at(-1)?.id} hasMore={props.hasMoreRequests} />
              )
            }
          >
            <RequestList
              requests={requests}
              emptyAction={
                <LinkButton size="small" href={`/projects/${projectId}/api-keys`}>
                  {t('detail.openKeys')}
                </LinkButton>
              }
            />
          </Panel>
        </Column>
        <Column span={5}>
          <EndpointFacts
            projectId={projectId}
            publicUrl={publicUrl}
            endpoint={endpoint}
            model={models.find((one) => one.id === endpoint.model.id)}
            rateMicros={rateMicros}
          />
        </Column>
      </Columns>
    </Page>
  );
}
