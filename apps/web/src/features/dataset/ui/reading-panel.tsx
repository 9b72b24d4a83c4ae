import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { taskNames } from '@modelmint/domain/task';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { targetKindNames } from '../../file/ui/role-names.ts';
import { formatName } from './dataset-facts.ts';

/** How the file was read, so that a wrong guess is seen. */
export function ReadingPanel({ report, fileId }: { report: DatasetReport; fileId: string }) {
  const { task, table, encoding, sizeBytes, textBytes, compression } = report;
  // The roles of a table's columns stand beside their names already.
  const columns = table === undefined ? report.columns : undefined;
  const isText = task !== 'image-classification';
  return (
    <Panel title="How it was read">
      <KeyValues
        rows={[
          { label: 'File', value: <CopyId id={fileId} what="file id" /> },
          { label: 'Read for', value: taskNames[task] },
          { label: 'Format', value: formatName(report) },
          ...(isText ? [{ label: 'Encoding', value: encoding ?? 'not text' }] : []),
          ...whatWasRead(report),
          ...(isText && columns !== undefined
            ? [{ label: task === 'text-generation' ? 'Fields found' : 'Columns found', value: columnList(columns) }]
            : []),
          {
            label: 'Size',
            value: formatBytes(sizeBytes),
            ...(compression === 'gzip' ? { valueDetail: `${formatBytes(textBytes)} of text` } : {}),
          },
        ]}
      />
    </Panel>
  );
}

function whatWasRead({ task, textColumn, labelColumn, table, ratings }: DatasetReport): KeyValue[] {
  if (task === 'tabular') return targetRead(table);
  if (task === 'recommendation') return pairRead(ratings);
  if (task === 'image-classification')
    return [{ label: 'Labels', value: 'the names of the folders that the images lie in' }];
  if (task === 'text-generation') return [{ label: 'Learned', value: 'assistant messages, completions, whole texts' }];
  if (textColumn === 'messages') return [{ label: 'Examples', value: 'chat: user message → assistant message' }];
  return [
    { label: 'Text column', value: <ColumnName name={textColumn} /> },
    { label: 'Label column', value: <ColumnName name={labelColumn} /> },
  ];
}

function targetRead(table: DatasetReport['table']): KeyValue[] {
  return [
    { label: 'Target column', value: <ColumnName name={table?.target.name} /> },
    ...(table === undefined ? [] : [{ label: 'Target holds', value: targetKindNames[table.target.kind] }]),
  ];
}

function pairRead(ratings: DatasetReport['ratings']): KeyValue[] {
  return [
    { label: 'User column', value: <ColumnName name={ratings?.userColumn} /> },
    { label: 'Item column', value: <ColumnName name={ratings?.itemColumn} /> },
    ...(ratings === undefined
      ? []
      : [
          { label: 'Rating column', value: <ColumnName name={ratings.ratingColumn ?? undefined} none="none read" /> },
          { label: 'Time column', value: <ColumnName name={ratings.timeColumn ?? undefined} none="none read" /> },
        ]),
  ];
}

function ColumnName({ name, none = 'not found' }: { name: string | undefined; none?: string }) {
  return name === undefined ? none : <code>{name}</code>;
}

const columnsShown = 12;

function columnList(columns: readonly string[]): string {
  const shown = columns.slice(0, columnsShown).join(', ');
  return columns.length > columnsShown ? `${shown} and ${columns.length - columnsShown} more` : shown;
}
