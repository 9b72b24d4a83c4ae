import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { Task } from '@modelmint/domain/task';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Column, Columns } from '../../../ui/columns.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { Example } from '../server/example-of.ts';
import type { DatasetDetail } from '../server/get-dataset.ts';
import { ChatPanel } from './chat-panel.tsx';
import { Conversation } from './conversation.tsx';
import { DuplicatesPanel } from './duplicates-panel.tsx';
import { ImageGrid } from './image-grid.tsx';
import { ImagePanel } from './image-panel.tsx';
import { LabelBalance } from './label-balance.tsx';
import { LengthChart } from './length-chart.tsx';
import { ProblemTable } from './problem-table.tsx';
import { RatingPanel } from './rating-panel.tsx';
import { ReadAnewButton } from './read-anew-button.tsx';
import { ReadingPanel } from './reading-panel.tsx';
import { ReportStats } from './report-stats.tsx';
import { SplitPanel } from './split-panel.tsx';
import { TablePanel } from './table-panel.tsx';
import { TargetPanel } from './target-panel.tsx';
import { UserPanel } from './user-panel.tsx';

interface ReportPanelsProps {
  projectId: string;
  dataset: DatasetDetail;
  report: DatasetReport;
  /** A few rows as they are, where they say more than figures: conversations and images. */
  rows: readonly Example[];
  canWrite: boolean;
}

/** Everything that checking a file has shown, by what its rows are for. */
export function ReportPanels({ projectId, dataset, report, rows, canWrite }: ReportPanelsProps) {
  const t = useTranslations('dataset');
  const { table, rowsValid } = report;
  const reading = <ReadingPanel report={report} fileId={dataset.fileId} />;
  const { main, last } =
    rowsValid === 0 ? { main: null, last: { left: reading, right: null } } : panelsOf(report, reading);
  return (
    <>
      <ReportStats report={report} />
      <ProblemTable report={report} datasetName={dataset.name} />
      {table !== undefined && (
        <TablePanel
          table={table}
          rows={rowsValid}
          action={
            canWrite && (
              <ReadAnewButton projectId={projectId} dataset={dataset}>
                {t('report.changeRoles')}
              </ReadAnewButton>
            )
          }
        />
      )}
      {main && <Halves {...main} stretch />}
      {rows.length > 0 && <SomeRows task={report.task} rows={rows} />}
      <Halves {...last} />
    </>
  );
}

interface HalvesProps {
  left: ReactNode;
  right: ReactNode;
  stretch?: boolean;
}

function Halves({ left, right, stretch = false }: HalvesProps) {
  return (
    <Columns stretch={stretch}>
      <Column span={6}>{left}</Column>
      <Column span={6}>{right}</Column>
    </Columns>
  );
}

/** What stands side by side, in panels of one height and at the end. */
function panelsOf(report: DatasetReport, reading: ReactNode): { main: HalvesProps | null; last: HalvesProps } {
  const { task, table, ratings, rowsValid, split } = report;
  const parts = split.train > 0 && <SplitPanel report={report} />;
  const copies = <DuplicatesPanel report={report} />;
  const balance = <LabelBalance report={report} />;
  const length = <LengthChart report={report} />;
  const last = { left: under(parts, copies), right: reading };
  switch (task) {
    case 'tabular': {
      const target = table?.target.kind === 'value' ? <TargetPanel table={table} /> : balance;
      return { main: null, last: { left: under(target, parts), right: under(reading, copies) } };
    }
    case 'recommendation': {
      const users = ratings && <UserPanel ratings={ratings} rows={rowsValid} />;
      const order = ratings && <RatingPanel ratings={ratings} />;
      return { main: null, last: { left: under(users, last.left), right: under(order, reading) } };
    }
    case 'text-generation':
      return { main: { left: <ChatPanel report={report} />, right: length }, last };
    case 'image-classification':
      return { main: { left: balance, right: <ImagePanel report={report} /> }, last };
    case 'text-classification':
      return { main: { left: balance, right: length }, last };
  }
}

function under(first: ReactNode, second: ReactNode): ReactNode {
  return (
    <>
      {first}
      {second}
    </>
  );
}

function SomeRows({ task, rows }: { task: Task; rows: readonly Example[] }) {
  const t = useTranslations('dataset');
  if (task === 'image-classification')
    return (
      <Panel title={t('report.someImages')} description={t('report.someImagesDetail')}>
        <ImageGrid images={rows} />
      </Panel>
    );
  return (
    <Panel title={t('report.conversations')} description={t('report.conversationsDetail')}>
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
