import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { translateProblem } from '../../../i18n/translate-problem.ts';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { formatMoney, formatShortCount } from '../../../ui/format.ts';
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
  const t = useTranslations('baseModel');
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
          <b>{model.reason === null ? t('page.noReason') : translateProblem(model.reason)}</b>
          <p className="mt-0.5 text-fg-2">{t('page.failedDetail')}</p>
        </Note>
      )}
      {!isOver && <ImportProgress model={model} />}
      {facts !== null && <Stats stats={statsOf(t, { ...model, facts })} />}
      <Columns>
        <Column span={7}>
          {samples.length > 0 && (
            <section aria-label={t('page.howToCall')}>
              <CodeBlock label={t('page.howToCallBase')} samples={samples} />
              <p className="mt-2 text-small text-pretty text-fg-3">
                {t.rich('page.needsKey', {
                  link: (chunks) => (
                    <Link className="link" href={`/projects/${projectId}/api-keys`}>
                      {chunks}
                    </Link>
                  ),
                })}
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

type ReadyModel = BaseModelDetail & { facts: NonNullable<BaseModelDetail['facts']> };

function statsOf(t: Translate<'baseModel'>, { facts, ...model }: ReadyModel): Stat[] {
  const price = (micros: bigint | null) => (micros === null ? '–' : formatMoney(micros));
  const perMillion = t('list.perMillion');
  return [
    { label: t('list.parameters'), value: formatShortCount(facts.parameters), detail: facts.architecture },
    facts.contextLength === null
      ? { label: t('page.labels'), value: formatShortCount(facts.labels?.length ?? 0), detail: t('page.labelsDetail') }
      : { label: t('list.context'), value: formatShortCount(facts.contextLength), detail: t('page.contextDetail') },
    {
      label: t('list.training'),
      value: price(model.trainingMicros),
      detail: perMillion,
    },
    { label: t('list.calling'), value: price(model.callingMicros), detail: perMillion },
  ];
}

/** What it can be tuned for, and by what data. */
function tunedBy(t: Translate<'baseModel'>, { facts }: BaseModelDetail): string {
  switch (facts?.kind) {
    case 'encoder':
      return t('page.tunedByTexts');
    case 'image-classifier':
      return t('page.tunedByImages');
    default:
      return t('page.tunedByData');
  }
}

function ImportProgress({ model }: { model: BaseModelDetail }) {
  const t = useTranslations('baseModel');
  return (
    <Panel title={t('page.import')} aside={<span className="tabular-nums">{Math.floor(model.progress * 100)}%</span>}>
      <Progress
        label={t('page.importOf', { name: model.name })}
        share={model.progress}
        isLarge
        left={model.status === 'PENDING' ? t('page.waits') : t('page.from', { origin: originWords(model.origin) })}
      />
      <p className="mt-3 text-pretty text-fg-2">{t('page.importDetail')}</p>
    </Panel>
  );
}

function TunedPanel({ projectId, model }: { projectId: string; model: BaseModelDetail }) {
  const t = useTranslations('baseModel');
  if (model.facts === null && model.modelsTotal === 0) return null;
  return (
    <Panel title={t('page.tuned')} aside={t('page.models', { count: model.modelsTotal })}>
      {model.models.length === 0 ? (
        <p className="text-pretty text-fg-2">
          {t('page.noneTuned')} {tunedBy(t, model)}
        </p>
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
