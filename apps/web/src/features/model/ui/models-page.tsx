import { ListFilter } from '../../../ui/list-filter.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import type { ModelView } from '../server/model-view.ts';
import { ModelList } from './model-list.tsx';

interface ModelsPageProps {
  projectId: string;
  /** Those that the filter shows; null while they are on their way. */
  models: readonly ModelView[] | null;
  /** True when the project has no model at all. */
  isNew: boolean;
}

const states = [
  { value: 'warm', label: 'Warm' },
  { value: 'cold', label: 'Cold' },
];

export function ModelsPage({ projectId, models, isNew }: ModelsPageProps) {
  return (
    <Page>
      {models !== null && <RefreshOnRows projectId={projectId} kinds={['model', 'endpoint']} />}
      <PageHeader
        title="Models"
        facts={['What your jobs have made. A warm one answers at once; a cold one is loaded by its first call.']}
      />
      {!isNew && <ListFilter label="Filter models" states={states} />}
      <Panel isFlush>
        <ModelList projectId={projectId} models={models} isFiltered={!isNew} />
      </Panel>
    </Page>
  );
}
