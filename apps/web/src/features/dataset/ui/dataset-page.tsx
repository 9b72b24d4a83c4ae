import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { useTranslations } from 'next-intl';
import { formatCount } from '../../../ui/format.ts';
import { Page } from '../../../ui/page.tsx';
import { PageCrumb } from '../../../ui/page-crumb.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import type { Example } from '../server/example-of.ts';
import type { DatasetDetail } from '../server/get-dataset.ts';
import type { DuplicatePage } from '../server/list-duplicates.ts';
import { DatasetHeader } from './dataset-header.tsx';
import { DuplicatesView } from './duplicates-view.tsx';
import { EarlierDrafts } from './earlier-drafts.tsx';
import { EditBar } from './edit-bar.tsx';
import { ExamplePages, type ExampleView } from './example-pages.tsx';
import { ExamplesTable } from './examples-table.tsx';
import { LineagePanels } from './lineage-panels.tsx';
import { ReportPanels } from './report-panels.tsx';
import { SplitView } from './split-view.tsx';
import { UnreadyDataset } from './unready-dataset.tsx';
import { VersionNote } from './version-note.tsx';
import { VersionTable } from './version-table.tsx';

interface DatasetPageProps {
  projectId: string;
  dataset: DatasetDetail;
  /** Of the URL: `examples`, `split`, `duplicates`, `versions`, `used`; anything else is the report. */
  tab: string | undefined;
  /** The number of the version that was asked for. */
  version: number | undefined;
  /** The rows of the tab `examples`; null where they are not asked for or not there. */
  examples: ExampleView | null;
  /** The groups of the tab `duplicates`; null likewise. */
  duplicates: (DuplicatePage & { limit: number }) | null;
  /** A few rows for the report. */
  rows: readonly Example[];
  canWrite: boolean;
  canTrain: boolean;
}

export function DatasetPage(props: DatasetPageProps) {
  const t = useTranslations('dataset');
  const { projectId, dataset, canWrite, canTrain } = props;
  const { report, versions, dependants, name, status } = dataset;
  const copies = (report?.duplicatesExact ?? 0) + (report?.duplicatesConflicting ?? 0);
  return (
    <Page>
      <PageCrumb name={name} />
      <RefreshOnRows
        projectId={projectId}
        kinds={['dataset', 'job', 'model']}
        isMoving={versions.some((version) => version.status === 'PENDING' || version.status === 'VALIDATING')}
      />
      <DatasetHeader projectId={projectId} dataset={dataset} canWrite={canWrite} canTrain={canTrain} />
      <Tabs
        label={t('tabs.label')}
        tabs={[
          { id: 'report', label: t('tabs.report') },
          {
            id: 'examples',
            label: t('tabs.examples'),
            ...(report === null ? {} : { count: formatCount(report.rowsValid) }),
          },
          ...(status === 'READY'
            ? [
                { id: 'split', label: t('tabs.split') },
                { id: 'duplicates', label: t('tabs.duplicates'), count: formatCount(copies) },
              ]
            : []),
          { id: 'versions', label: t('tabs.versions'), count: formatCount(versions.length) },
          { id: 'used', label: t('tabs.used'), count: t('tabs.jobs', { count: dependants.jobsTotal }) },
        ]}
      />
      <VersionNote projectId={projectId} dataset={dataset} />
      {canWrite && <EarlierDrafts projectId={projectId} dataset={dataset} />}
      <View {...props} />
      {canWrite && <EditBar projectId={projectId} dataset={dataset} />}
    </Page>
  );
}

function View({ projectId, dataset, tab, version, examples, duplicates, rows, canWrite, canTrain }: DatasetPageProps) {
  const { report, status, versionId, editableVersionId } = dataset;
  if (tab === 'versions') return <VersionTable projectId={projectId} dataset={dataset} />;
  if (tab === 'used')
    return <LineagePanels projectId={projectId} dataset={dataset} canTrain={canTrain && status === 'READY'} />;
  const canEdit = canWrite && editableVersionId === versionId;
  if (report !== null && status === 'READY') {
    if (tab === 'examples' && examples !== null)
      return <ExamplePages view={examples} report={report} versionId={versionId} canEdit={canEdit} />;
    if (tab === 'split') return <SplitView report={report} version={version} />;
    if (tab === 'duplicates' && duplicates !== null)
      return (
        <DuplicatesView
          page={duplicates}
          report={report}
          versionId={versionId}
          canEdit={canEdit}
          limit={duplicates.limit}
        />
      );
  }
  return (
    <>
      <UnreadyDataset projectId={projectId} dataset={dataset} canWrite={canWrite} />
      {report !== null && (
        <Report {...{ projectId, dataset, report, rows, canWrite }} isExamples={tab === 'examples'} />
      )}
    </>
  );
}

interface ReportProps extends Pick<DatasetPageProps, 'projectId' | 'dataset' | 'rows' | 'canWrite'> {
  report: DatasetReport;
  /** The few that the report has kept, where no rows are stored. */
  isExamples: boolean;
}

function Report({ isExamples, ...props }: ReportProps) {
  return isExamples ? <ExamplesTable report={props.report} /> : <ReportPanels {...props} />;
}
