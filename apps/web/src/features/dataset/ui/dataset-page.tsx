import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { formatCount, formatQuantity } from '../../../ui/format.ts';
import { Page } from '../../../ui/page.tsx';
import { PageCrumb } from '../../../ui/page-crumb.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import type { Example } from '../server/example-of.ts';
import type { DatasetDetail } from '../server/get-dataset.ts';
import { DatasetHeader } from './dataset-header.tsx';
import { ExamplePages, type ExampleView } from './example-pages.tsx';
import { ExamplesTable } from './examples-table.tsx';
import { LineagePanels } from './lineage-panels.tsx';
import { ReportPanels } from './report-panels.tsx';
import { UnreadyDataset } from './unready-dataset.tsx';
import { VersionTable } from './version-table.tsx';

interface DatasetPageProps {
  projectId: string;
  dataset: DatasetDetail;
  /** Of the URL: `examples`, `versions`, `used`; anything else is the report. */
  tab: string | undefined;
  /** The rows of the tab `examples`; null where they are not asked for or not there. */
  examples: ExampleView | null;
  /** A few rows for the report. */
  rows: readonly Example[];
  canWrite: boolean;
  canTrain: boolean;
}

export function DatasetPage(props: DatasetPageProps) {
  const { projectId, dataset, canWrite, canTrain } = props;
  const { report, versions, dependants, name } = dataset;
  return (
    <Page>
      <PageCrumb name={name} />
      <RefreshOnRows
        projectId={projectId}
        kinds={['dataset', 'job', 'model']}
        isMoving={dataset.status === 'PENDING' || dataset.status === 'VALIDATING'}
      />
      <DatasetHeader projectId={projectId} dataset={dataset} canWrite={canWrite} canTrain={canTrain} />
      <Tabs
        label="Data set"
        tabs={[
          { id: 'report', label: 'Report' },
          {
            id: 'examples',
            label: 'Examples',
            ...(report === null ? {} : { count: formatCount(report.rowsValid) }),
          },
          { id: 'versions', label: 'Versions', count: formatCount(versions.length) },
          { id: 'used', label: 'Used by', count: formatQuantity(dependants.jobs.length, 'job') },
        ]}
      />
      <View {...props} />
    </Page>
  );
}

function View({ projectId, dataset, tab, examples, rows, canWrite, canTrain }: DatasetPageProps) {
  const { id, report, versions, dependants, status } = dataset;
  if (tab === 'versions') return <VersionTable versions={versions} />;
  if (tab === 'used')
    return (
      <LineagePanels
        projectId={projectId}
        datasetId={id}
        dependants={dependants}
        canTrain={canTrain && status === 'READY'}
      />
    );
  return (
    <>
      <UnreadyDataset projectId={projectId} dataset={dataset} canWrite={canWrite} />
      {report !== null &&
        (tab === 'examples' ? (
          <Examples report={report} examples={examples} />
        ) : (
          <ReportPanels projectId={projectId} dataset={dataset} report={report} rows={rows} canWrite={canWrite} />
        ))}
    </>
  );
}

/** Page by page where there are checked rows, else the few that the report has kept. */
function Examples({ report, examples }: { report: DatasetReport; examples: ExampleView | null }) {
  return examples === null ? <ExamplesTable report={report} /> : <ExamplePages view={examples} report={report} />;
}
