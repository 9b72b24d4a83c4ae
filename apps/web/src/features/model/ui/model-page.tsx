import { taskNames } from '@modelmint/domain/task';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Chip } from '../../../ui/chip.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatBytes, formatDuration, formatQuantity } from '../../../ui/format.ts';
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageCrumb } from '../../../ui/page-crumb.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { callSnippets } from '../../endpoint/ui/call-snippets.ts';
import { type ExampleData, exampleCall } from '../../endpoint/ui/example-call.ts';
import { ResultPanels } from '../../fine-tuning/ui/result-panels.tsx';
import { readTrainingResult } from '../../fine-tuning/ui/training-result.ts';
import { columnWords } from '../../prediction/ui/table-form.ts';
import type { TrialTable } from '../../prediction/ui/trial-table.ts';
import type { ModelDetail } from '../server/get-model.ts';
import type { ManifestFile } from '../server/read-manifest.ts';
import { ModelFiles } from './model-files.tsx';
import { ModelHeader } from './model-header.tsx';
import { shortModelName } from './short-model-name.ts';

interface ModelPageProps {
  projectId: string;
  baseUrl: string;
  model: ModelDetail;
  files: readonly ManifestFile[];
  /** Of its data, for the code. */
  example: ExampleData;
  /** Browsers can load it. */
  hasTfjs: boolean;
  canWrite: boolean;
}

export function ModelPage({ projectId, baseUrl, model, files, example, hasTfjs, canWrite }: ModelPageProps) {
  const home = `/projects/${projectId}`;
  const result = readTrainingResult(model.metrics);
  const call = { ...exampleCall(model, example), baseUrl, model: model.name };
  const samples = callSnippets(call).map(({ id, label, code }) => ({ language: id, label, code }));
  return (
    <Page>
      <PageCrumb name={shortModelName(model.name)} />
      <RefreshOnRows projectId={projectId} kinds={['model', 'endpoint']} />
      <ModelHeader projectId={projectId} model={model} hasTfjs={hasTfjs} canWrite={canWrite} />
      {result !== null && <ResultPanels result={result} />}
      <Columns>
        <Column span={7}>
          <section aria-label="How to call it">
            <CodeBlock label="How to call the model" samples={samples} />
            <p className="mt-2 text-small text-pretty text-fg-3">
              Needs an{' '}
              <Link className="link" href={`${home}/api-keys`}>
                API key
              </Link>{' '}
              of this project. An endpoint keeps its name when you change the model behind it.
            </p>
          </section>
          <EndpointsPanel home={home} model={model} />
          <ModelFiles projectId={projectId} modelId={model.id} files={files} />
        </Column>
        <Column span={5}>
          <Facts home={home} model={model} />
          {example.table !== null && <ColumnsPanel table={example.table} />}
          {model.labels.length > 0 && <LabelsPanel labels={model.labels} />}
        </Column>
      </Columns>
    </Page>
  );
}

/** What a call must send: each of them, if only with null. */
function ColumnsPanel({ table }: { table: TrialTable }) {
  const p = useTranslations('prediction');
  const { columns, target } = table;
  return (
    <Panel
      title="Columns"
      description={`Predicts “${target.name}” from these; send each, null where there is no value`}
      aside={<span className="tabular-nums">{columns.length}</span>}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by keys */}
      <section className="max-h-80 overflow-y-auto" tabIndex={0} aria-label="Columns that the model reads">
        <KeyValues rows={columns.map((column) => ({ label: column.name, value: columnWords(p, column) }))} />
      </section>
    </Panel>
  );
}

function LabelsPanel({ labels }: { labels: readonly string[] }) {
  return (
    <Panel title="Label names" aside={<span className="tabular-nums">{labels.length}</span>}>
      <ul className="flex flex-wrap gap-1.5">
        {labels.map((label) => (
          <li key={label} className="max-w-full min-w-0 [&>span]:max-w-full [&>span]:truncate">
            <Chip>{label}</Chip>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function EndpointsPanel({ home, model }: { home: string; model: ModelDetail }) {
  return (
    <Panel
      title="Endpoints"
      aside={
        <Link className="link" href={`${home}/endpoints`}>
          All endpoints
        </Link>
      }
    >
      {model.endpoints.length === 0 ? (
        <p className="text-pretty text-fg-2">None points at it. An endpoint is a fixed name that your code calls.</p>
      ) : (
        <ul className="grid gap-1">
          {model.endpoints.map(({ id, name }) => (
            <li key={id}>
              <TextLink href={`${home}/endpoints/${id}`}>{name}</TextLink>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Facts({ home, model }: { home: string; model: ModelDetail }) {
  const { job, dataset } = model;
  return (
    <Panel title="Facts">
      <KeyValues
        rows={[
          {
            label: 'State',
            value: model.isWarm ? 'warm' : 'cold',
            valueDetail: model.isWarm
              ? 'in memory; answers at once'
              : 'the first call loads it, which takes some seconds',
          },
          { label: 'Task', value: taskNames[model.task] },
          ...knownRows(model),
          {
            label: 'Base model',
            value:
              model.baseModelId === null ? (
                model.baseModel
              ) : (
                <TextLink href={`${home}/models/base/${model.baseModelId}`}>{model.baseModel}</TextLink>
              ),
          },
          {
            label: 'Learnt from',
            value: (
              <TextLink href={`${home}/data/${dataset.id}`}>{`${dataset.name} v${dataset.versionNumber}`}</TextLink>
            ),
          },
          {
            label: 'Made by',
            value: <TextLink href={`${home}/fine-tuning/${job.id}`}>the job</TextLink>,
            ...(job.finishedAt === null
              ? {}
              : { valueDetail: `in ${formatDuration(job.finishedAt.getTime() - job.createdAt.getTime())}` }),
          },
          { label: 'Id', value: <CopyId id={model.id} what="model id" /> },
          {
            label: 'Size',
            value: formatBytes(model.sizeBytes),
          },
          { label: 'Created', value: <RelativeTime at={model.createdAt} /> },
        ]}
      />
    </Panel>
  );
}

/** Whom and what a recommender knows. */
function knownRows({ metrics }: ModelDetail): KeyValue[] {
  const read = readTrainingResult(metrics);
  if (read === null || !('users' in read)) return [];
  return [{ label: 'Knows', value: `${formatQuantity(read.users, 'user')}, ${formatQuantity(read.items, 'item')}` }];
}

function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="underline decoration-line-control underline-offset-3 hover:decoration-current">
      {children}
    </Link>
  );
}
