import { Upload } from 'lucide-react';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ListFilter } from '../../../ui/list-filter.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import type { DatasetView } from '../server/dataset-view.ts';
import { DatasetList } from './dataset-list.tsx';

interface DatasetsPageProps {
  projectId: string;
  /** Those that the filter shows; null while they are on their way. */
  datasets: readonly DatasetView[] | null;
  /** Without the filter. */
  total: number | null;
  canWrite: boolean;
}

const states = [
  { value: 'ready', label: 'Ready' },
  { value: 'validating', label: 'Validating' },
  { value: 'pending', label: 'Waiting' },
  { value: 'invalid', label: 'Not usable' },
];

export function DatasetsPage({ projectId, datasets, total, canWrite }: DatasetsPageProps) {
  return (
    <Page>
      {datasets !== null && (
        <RefreshOnRows
          projectId={projectId}
          kinds={['dataset', 'file']}
          isMoving={datasets.some(({ status }) => status === 'PENDING' || status === 'VALIDATING')}
        />
      )}
      <PageHeader
        title="Data"
        facts={['Texts, conversations, images, tables and ratings to learn from, checked row by row.']}
        primary={
          canWrite &&
          total !== 0 && (
            <LinkButton variant="primary" icon={<Icon of={Upload} />} href={`/projects/${projectId}/data/new`}>
              Upload data
            </LinkButton>
          )
        }
      />
      {total !== 0 && <ListFilter label="Filter data sets" states={states} />}
      <Panel isFlush>
        <DatasetList
          projectId={projectId}
          datasets={datasets}
          isFiltered={total !== null && total > 0}
          canWrite={canWrite}
        />
      </Panel>
    </Page>
  );
}
