import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { formatCount } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ListFilter } from '../../../ui/list-filter.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import type { BaseModelView } from '../../base-model/server/base-model-view.ts';
import type { TemplateView } from '../../base-model/server/list-templates.ts';
import { BaseModelList } from '../../base-model/ui/base-model-list.tsx';
import { ImportButton } from '../../base-model/ui/import-button.tsx';
import type { ModelView } from '../server/model-view.ts';
import { ModelList } from './model-list.tsx';
import { TemplateList } from './template-list.tsx';

export type ModelsTab = 'tuned' | 'base';

interface ModelsPageProps {
  projectId: string;
  tab: ModelsTab;
  /** Those that the filter shows; null while they are on their way. Of the other tab: none. */
  models: readonly ModelView[] | null;
  bases: readonly BaseModelView[] | null;
  templates: readonly TemplateView[];
  canTrain: boolean;
  /** Of all, whatever the filter; null while they are on their way. */
  counts: { tuned: number; base: number } | null;
  /** The largest archive that may be stored now; null for a role that may not import. */
  sizeBytesMax: number | null;
  /** The page with older tuned models. */
  olderHref?: string | null;
}

/** What can be called: made by the project's jobs, or imported as it is. */
export function ModelsPage(props: ModelsPageProps) {
  const t = useTranslations('model');
  const { projectId, tab, counts, sizeBytesMax } = props;
  const importButton =
    sizeBytesMax === null ? null : <ImportButton projectId={projectId} sizeBytesMax={sizeBytesMax} />;
  const isBase = tab === 'base';
  return (
    <Page>
      {counts !== null && (
        <RefreshOnRows
          projectId={projectId}
          kinds={['model', 'endpoint', 'base_model']}
          isMoving={(props.bases ?? []).some(({ status }) => status === 'PENDING' || status === 'IMPORTING')}
        />
      )}
      <PageHeader
        title={t('list.title')}
        facts={[isBase ? t('list.baseAbout') : t('list.tunedAbout')]}
        primary={isBase && counts !== null && counts.base > 0 && importButton}
      />
      <Tabs
        label={t('list.title')}
        tabs={[
          { id: 'tuned', label: t('list.tuned'), ...(counts === null ? {} : { count: formatCount(counts.tuned) }) },
          { id: 'base', label: t('list.base'), ...(counts === null ? {} : { count: formatCount(counts.base) }) },
        ]}
      />
      {isBase ? <Bases {...props} importButton={importButton} /> : <Tuned {...props} />}
    </Page>
  );
}

function Tuned({ projectId, models, counts, canTrain, olderHref = null }: ModelsPageProps) {
  const t = useTranslations('model');
  const ui = useTranslations('ui');
  const isNew = counts !== null && counts.tuned === 0;
  const states = (['warm', 'cold'] as const).map((value) => ({ value, label: ui(`status.${value}`) }));
  return (
    <>
      {!isNew && <ListFilter label={t('list.filter')} states={states} />}
      <Panel
        isFlush
        foot={
          olderHref !== null && (
            <>
              <span>{t('list.newestFirst')}</span>
              <LinkButton size="small" href={olderHref}>
                {t('list.older')}
              </LinkButton>
            </>
          )
        }
      >
        <ModelList projectId={projectId} models={models} isFiltered={!isNew} canTrain={canTrain} />
      </Panel>
    </>
  );
}

function Bases(props: ModelsPageProps & { importButton: ReactNode }) {
  const t = useTranslations('model');
  const ui = useTranslations('ui');
  const { projectId, bases, counts, importButton, templates, canTrain } = props;
  const states = [
    { value: 'ready', label: ui('status.ready') },
    { value: 'importing', label: t('list.importing') },
    { value: 'failed', label: ui('status.failed') },
  ];
  const isNew = counts !== null && counts.base === 0;
  return (
    <>
      {!isNew && <ListFilter label={t('list.filterBase')} states={states} />}
      <Panel isFlush foot={isNew ? undefined : <span>{t('list.prices')}</span>}>
        <BaseModelList
          projectId={projectId}
          models={bases}
          isFiltered={!isNew}
          action={
            importButton ??
            (canTrain && <LinkButton href={`/projects/${projectId}/fine-tuning/new`}>{t('list.scratch')}</LinkButton>)
          }
        />
      </Panel>
      {templates.length > 0 && (
        <Panel
          title={t('templates.title')}
          description={t('templates.about')}
          isFlush
          foot={<span>{t('templates.prices')}</span>}
        >
          <TemplateList projectId={projectId} templates={templates} canTrain={canTrain} />
        </Panel>
      )}
    </>
  );
}
