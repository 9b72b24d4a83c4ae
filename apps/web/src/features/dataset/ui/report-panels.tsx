import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { Task } from '@modelmint/domain/task';
import type { ReactNode } from 'react';
import { Column, Columns } from '../../../ui/columns.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { Example } from '../server/example-of.ts';
import { ChatPanel } from './chat-panel.tsx';
import { Conversation } from './conversation.tsx';
import { DuplicatesPanel } from './duplicates-panel.tsx';
import { ImageGrid } from './image-grid.tsx';
import { ImagePanel } from './image-panel.tsx';
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
  /** A few rows as they are, where they say more than figures: conversations and images. */
  rows: readonly Example[];
}

/** Everything that checking a file has shown, by what its rows are for. */
export function ReportPanels({ report, datasetName, fileId, rows }: ReportPanelsProps) {
  const hasExamples = report.rowsValid > 0;
  const [left, right] = mainPanels(report);
  return (
    <>
      <ReportStats report={report} />
      <ProblemTable report={report} datasetName={datasetName} />
      {hasExamples && (
        <Columns stretch>
          <Column span={6}>{left}</Column>
          <Column span={6}>{right}</Column>
        </Columns>
      )}
      {rows.length > 0 && <SomeRows task={report.task} rows={rows} />}
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

function mainPanels(report: DatasetReport): [ReactNode, ReactNode] {
  const length = <LengthChart report={report} />;
  if (report.task === 'text-generation') return [<ChatPanel key="chat" report={report} />, length];
  const balance = <LabelBalance report={report} />;
  return [balance, report.task === 'image-classification' ? <ImagePanel key="image" report={report} /> : length];
}

function SomeRows({ task, rows }: { task: Task; rows: readonly Example[] }) {
  if (task === 'image-classification')
    return (
      <Panel title="Some of the images" description="Training scales them to one size.">
        <ImageGrid images={rows} />
      </Panel>
    );
  return (
    <Panel
      title="The first conversations"
      description="What the assistant says is learned, the rest is read before it."
    >
      <ol className="grid gap-4">
        {rows.map((example, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows keep their order
          <li key={index} className="border-line not-first:border-t not-first:pt-4">
            <Conversation example={example} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}
