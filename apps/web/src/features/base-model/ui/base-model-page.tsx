import Link from 'next/link';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { formatMoney, formatQuantity, formatShortCount } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageCrumb } from '../../../ui/page-crumb.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import { type Stat, Stats } from '../../../ui/stats.tsx';
import { shortModelName } from '../../model/ui/short-model-name.ts';
import type { BaseModelDetail } from '../server/get-base-model.ts';
import { BaseModelFacts } from './base-model-facts.tsx';
import { BaseModelHeader } from './base-model-header.tsx';
import { baseModelSnippets } from './base-model-snippets.ts';
import { originWords } from './base-model-words.ts';

interface BaseModelPageProps {
  projectId: string;
  baseUrl: string;
  model: BaseModelDetail;
  canWrite: boolean;
}

export function BaseModelPage({ projectId, baseUrl, model, canWrite }: BaseModelPageProps) {
  const { facts, name, status } = model;
  const samples = facts === null ? [] : baseModelSnippets({ baseUrl, name, facts });
  const isOver = status === 'READY' || status === 'FAILED';
  return (
    <Page>
      <PageCrumb name={name} />
      <RefreshOnRows projectId={projectId} kinds={['base_model', 'model']} isMoving={!isOver} />
      <BaseModelHeader projectId={projectId} model={model} canWrite={canWrite} />
      {status === 'FAILED' && (
        <Note tone="danger">
          <b>{model.reason ?? 'The import failed, and no reason was kept.'}</b>
          <p className="mt-0.5 text-fg-2">
            Nothing was charged. Mend what the message names, delete this row and import again.
          </p>
        </Note>
      )}
      {!isOver && <ImportProgress model={model} />}
      {facts !== null && <Stats stats={statsOf(model, facts)} />}
      <Columns>
        <Column span={7}>
          {samples.length > 0 && (
            <section aria-label="How to call it">
              <CodeBlock label="How to call the base model" samples={samples} />
              <p className="mt-2 text-small text-pretty text-fg-3">
                Needs an{' '}
                <Link className="link" href={`/projects/${projectId}/api-keys`}>
                  API key
                </Link>{' '}
                of this project. The first call loads it, which takes some seconds.
              </p>
            </section>
          )}
          <TunedPanel projectId={projectId} model={model} />
        </Column>
        <Column span={5}>
          <BaseModelFacts model={model} />
        </Column>
      </Columns>
    </Page>
  );
}

function statsOf(model: BaseModelDetail, facts: NonNullable<BaseModelDetail['facts']>): Stat[] {
  const price = (micros: bigint | null) => (micros === null ? '–' : formatMoney(micros));
  const perMillion = 'per 1\u2009M tokens';
  return [
    { label: 'Parameters', value: formatShortCount(facts.parameters), detail: facts.architecture },
    facts.contextLength === null
      ? { label: 'Labels', value: formatShortCount(facts.labels?.length ?? 0), detail: 'that it tells apart' }
      : { label: 'Context', value: formatShortCount(facts.contextLength), detail: 'tokens that it reads at once' },
    {
      label: 'Training',
      value: price(model.trainingMicros),
      detail: perMillion,
    },
    { label: 'Calling', value: price(model.callingMicros), detail: perMillion },
  ];
}

/** What it can be tuned for, and by what data. */
function tunedBy({ facts }: BaseModelDetail): string {
  switch (facts?.kind) {
    case 'encoder':
      return 'It can be tuned to tell labels of texts: a fine-tuning job gives it a new head and trains it on your examples.';
    case 'image-classifier':
      return 'It can be tuned to tell your own labels: a fine-tuning job gives it a new head and trains it on a zip of your images.';
    default:
      return 'A fine-tuning job makes one from your data.';
  }
}

function ImportProgress({ model }: { model: BaseModelDetail }) {
  return (
    <Panel title="Import" aside={<span className="tabular-nums">{Math.floor(model.progress * 100)}%</span>}>
      <Progress
        label={`Import of ${model.name}`}
        share={model.progress}
        isLarge
        left={model.status === 'PENDING' ? 'Waits for a worker' : `From ${originWords(model.origin)}`}
      />
      <p className="mt-3 text-pretty text-fg-2">
        Every file is fetched, its checksum compared and the checkpoint opened once. You may close this page.
      </p>
    </Panel>
  );
}

function TunedPanel({ projectId, model }: { projectId: string; model: BaseModelDetail }) {
  if (model.facts === null && model.modelsTotal === 0) return null;
  return (
    <Panel title="Tuned from it" aside={formatQuantity(model.modelsTotal, 'model')}>
      {model.models.length === 0 ? (
        <p className="text-pretty text-fg-2">None in this project yet. {tunedBy(model)}</p>
      ) : (
        <ul className="grid gap-1">
          {model.models.map(({ id, name }) => (
            <li key={id}>
              <Link className="link [overflow-wrap:anywhere]" href={`/projects/${projectId}/models/${id}`}>
                {shortModelName(name)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
