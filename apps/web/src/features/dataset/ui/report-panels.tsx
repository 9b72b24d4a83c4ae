import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { Column, Columns } from '../../../ui/columns.tsx';
import { DuplicatesPanel } from './duplicates-panel.tsx';
import { LabelBalance } from './label-balance.tsx';
import { LengthChart } from './length-chart.tsx';
import { ProblemTable } from './problem-table.tsx';
import { ReadingPanel } from './reading-panel.tsx';
import { ReportStats } from './report-stats.tsx';
import { SplitPanel } from './split-panel.tsx';

interface ReportPanelsProps {
  report: DatasetReport;
  datasetName: string;
  fileId: string;
}

/** Everything that checking a file has shown. */
export function ReportPanels({ report, datasetName, fileId }: ReportPanelsProps) {
  const hasExamples = report.rowsValid > 0;
  return (
    <>
      <ReportStats report={report} />
      <ProblemTable report={report} datasetName={datasetName} />
      {hasExamples && (
        <Columns stretch>
          <Column span={6}>
            <LabelBalance report={report} />
          </Column>
          <Column span={6}>
            <LengthChart report={report} />
          </Column>
        </Columns>
      )}
      <Columns>
        {hasExamples && (
          <Column span={6}>
            {report.split.train > 0 && <SplitPanel report={report} />}
            <DuplicatesPanel report={report} />
          </Column>
        )}
        <Column span={6}>
          <ReadingPanel report={report} fileId={fileId} />
        </Column>
      </Columns>
    </>
  );
}
