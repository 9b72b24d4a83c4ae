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

const states = [
  { value: 'warm', label: 'Warm' },
  { value: 'cold', label: 'Cold' },
];
const baseStates = [
  { value: 'ready', label: 'Ready' },
  { value: 'importing', label: 'Importing' },
  { value: 'failed', label: 'Failed' },
];

/** What can be called: made by the project's jobs, or imported as it is. */
export function ModelsPage(props: ModelsPageProps) {
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
        title="Models"
        facts={[
          isBase
            ? 'What jobs start from: checkpoints, which calls may name too, and templates.'
            : 'What your jobs have made. A warm one answers at once; a cold one is loaded by its first call.',
        ]}
        primary={isBase && counts !== null && counts.base > 0 && importButton}
      />
      <Tabs
        label="Models"
        tabs={[
          { id: 'tuned', label: 'Tuned', ...(counts === null ? {} : { count: formatCount(counts.tuned) }) },
          { id: 'base', label: 'Base models', ...(counts === null ? {} : { count: formatCount(counts.base) }) },
        ]}
      />
      {isBase ? <Bases {...props} importButton={importButton} /> : <Tuned {...props} />}
    </Page>
  );
}

function Tuned({ projectId, models, counts, olderHref = null }: ModelsPageProps) {
  const isNew = counts !== null && counts.tuned === 0;
  return (
    <>
      {!isNew && <ListFilter label="Filter models" states={states} />}
      <Panel
        isFlush
        foot={
          olderHref !== null && (
            <>
              <span>Newest first</span>
              <LinkButton size="small" href={olderHref}>
                Show older models
              </LinkButton>
            </>
          )
        }
      >
        <ModelList projectId={projectId} models={models} isFiltered={!isNew} />
      </Panel>
    </>
  );
}

function Bases(props: ModelsPageProps & { importButton: ReactNode }) {
  const { projectId, bases, counts, importButton, templates, canTrain } = props;
  const isNew = counts !== null && counts.base === 0;
  return (
    <>
      {!isNew && <ListFilter label="Filter base models" states={baseStates} />}
      <Panel isFlush foot={isNew ? undefined : <span>Prices per 1{'\u2009'}M tokens</span>}>
        <BaseModelList
          projectId={projectId}
          models={bases}
          isFiltered={!isNew}
          action={
            importButton ?? <LinkButton href={`/projects/${projectId}/fine-tuning/new`}>Train from scratch</LinkButton>
          }
        />
      </Panel>
      {templates.length > 0 && (
        <Panel
          title="Templates"
          description="Trained from nothing on your data; there is nothing to import"
          isFlush
          foot={
            <span>Prices per 1{'\u2009'}M tokens: words, image patches, cells or items, as each task counts them</span>
          }
        >
          <TemplateList projectId={projectId} templates={templates} canTrain={canTrain} />
        </Panel>
      )}
    </>
  );
}
