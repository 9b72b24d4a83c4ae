import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Chip } from '../../../ui/chip.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatBytes, formatDuration } from '../../../ui/format.ts';
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageCrumb } from '../../../ui/page-crumb.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { taskName } from '../../../ui/task-name.ts';
import { callSnippets } from '../../endpoint/ui/call-snippets.ts';
import { type ExampleData, exampleCall } from '../../endpoint/ui/example-call.ts';
import type { ListedEvaluation } from '../../evaluation/server/evaluation-view.ts';
import { ModelEvaluations } from '../../evaluation/ui/model-evaluations.tsx';
import { ResultPanels } from '../../fine-tuning/ui/result-panels.tsx';
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
  /** The newest ones with figures. */
  evaluations: readonly ListedEvaluation[];
  /** Browsers can load it. */
  hasTfjs: boolean;
  canWrite: boolean;
}

export function ModelPage({
  projectId,
  baseUrl,
  model,
  files,
  example,
  evaluations,
  hasTfjs,
  canWrite,
}: ModelPageProps) {
  const t = useTranslations('model');
  const home = `/projects/${projectId}`;
  const { metrics: result } = model;
  const call = { ...exampleCall(model, example), baseUrl, model: model.name };
  const samples = callSnippets(call).map(({ id, label, code }) => ({ language: id, label, code }));
  return (
    <Page>
      <PageCrumb name={shortModelName(model.name)} />
      <RefreshOnRows projectId={projectId} kinds={['model', 'endpoint', 'evaluation']} />
      <ModelHeader projectId={projectId} model={model} hasTfjs={hasTfjs} canWrite={canWrite} />
      {result !== null && <ResultPanels result={result} />}
      <Columns>
        <Column span={7}>
          <section aria-label={t('call.section')}>
            <CodeBlock label={t('call.code')} samples={samples} />
            <p className="mt-2 text-small text-pretty text-fg-3">
              {t.rich('call.needs', {
                a: (chunks: ReactNode) => (
                  <Link className="link" href={`${home}/api-keys`}>
                    {chunks}
                  </Link>
                ),
              })}
            </p>
          </section>
          {model.task !== 'recommendation' && (
            <ModelEvaluations {...{ projectId, evaluations, canWrite }} model={model.name} />
          )}
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
  const t = useTranslations('model');
  const p = useTranslations('prediction');
  const { columns, target } = table;
  return (
    <Panel
      title={t('columns.title')}
      description={t('columns.about', { target: target.name })}
      aside={<span className="tabular-nums">{columns.length}</span>}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by keys */}
      <section className="max-h-80 overflow-y-auto" tabIndex={0} aria-label={t('columns.label')}>
        <KeyValues rows={columns.map((column) => ({ label: column.name, value: columnWords(p, column) }))} />
      </section>
    </Panel>
  );
}

function LabelsPanel({ labels }: { labels: readonly string[] }) {
  const t = useTranslations('model');
  return (
    <Panel title={t('labels')} aside={<span className="tabular-nums">{labels.length}</span>}>
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
  const t = useTranslations('model');
  return (
    <Panel
      title={t('endpoints.title')}
      aside={
        <Link className="link" href={`${home}/endpoints`}>
          {t('endpoints.all')}
        </Link>
      }
    >
      {model.endpoints.length === 0 ? (
        <p className="text-pretty text-fg-2">{t('endpoints.none')}</p>
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
  const t = useTranslations('model');
  const { job, dataset } = model;
  return (
    <Panel title={t('facts.title')}>
      <KeyValues
        rows={[
          {
            label: t('facts.state'),
            value: model.isWarm ? t('facts.warm') : t('facts.cold'),
            valueDetail: model.isWarm ? t('facts.warmAbout') : t('facts.coldAbout'),
          },
          { label: t('facts.task'), value: taskName(model.task) },
          ...knownRows(t, model),
          {
            label: t('facts.base'),
            value:
              model.baseModelId === null ? (
                model.baseModel
              ) : (
                <TextLink href={`${home}/models/base/${model.baseModelId}`}>{model.baseModel}</TextLink>
              ),
          },
          {
            label: t('facts.learnt'),
            value: (
              <TextLink href={`${home}/data/${dataset.id}`}>
                {t('facts.version', { name: dataset.name, number: dataset.versionNumber })}
              </TextLink>
            ),
            ...(dataset.trainRows === null
              ? {}
              : {
                  valueDetail: t('facts.rows', { train: dataset.trainRows, heldOut: dataset.validationRows ?? 0 }),
                }),
          },
          {
            label: t('facts.madeBy'),
            value: <TextLink href={`${home}/fine-tuning/${job.id}`}>{t('facts.job')}</TextLink>,
            ...(job.finishedAt === null
              ? {}
              : {
                  valueDetail: t('facts.took', {
                    duration: formatDuration(job.finishedAt.getTime() - job.createdAt.getTime()),
                  }),
                }),
          },
          licenceRow(t, model),
          { label: t('facts.id'), value: <CopyId id={model.id} what={t('facts.idName')} /> },
          {
            label: t('facts.size'),
            value: formatBytes(model.sizeBytes),
          },
          { label: t('facts.created'), value: <RelativeTime at={model.createdAt} /> },
        ]}
      />
    </Panel>
  );
}

/** What is tuned stands under the licence of its base. */
function licenceRow(t: Translate<'model'>, { baseModelId, baseLicence }: ModelDetail): KeyValue {
  const label = t('facts.licence');
  if (baseModelId === null) return { label, value: t('facts.yours'), valueDetail: t('facts.yoursAbout') };
  if (baseLicence === null) return { label, value: t('facts.unstated'), valueDetail: t('facts.unstatedAbout') };
  return { label, value: baseLicence, valueDetail: t('facts.licenceAbout') };
}

/** Whom and what a recommender knows. */
function knownRows(t: Translate<'model'>, { metrics }: ModelDetail): KeyValue[] {
  if (metrics === null || !('users' in metrics)) return [];
  return [{ label: t('facts.knows'), value: t('facts.users', { users: metrics.users, items: metrics.items }) }];
}

function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="underline decoration-line-control underline-offset-3 hover:decoration-current">
      {children}
    </Link>
  );
}
