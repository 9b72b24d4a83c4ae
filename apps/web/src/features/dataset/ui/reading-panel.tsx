import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { formatName } from './dataset-facts.ts';

/** How the file was read, so that a wrong guess is seen. */
export function ReadingPanel({ report, fileId }: { report: DatasetReport; fileId: string }) {
  const { textColumn, labelColumn, columns, encoding, sizeBytes, textBytes, compression } = report;
  const isChat = textColumn === 'messages';
  return (
    <Panel title="How it was read">
      <KeyValues
        rows={[
          { label: 'File', value: <CopyId id={fileId} what="file id" /> },
          { label: 'Format', value: formatName(report) },
          { label: 'Encoding', value: encoding ?? 'not text' },
          ...(isChat
            ? [{ label: 'Examples', value: 'chat: user message → assistant message' }]
            : [
                { label: 'Text column', value: <ColumnName name={textColumn} /> },
                { label: 'Label column', value: <ColumnName name={labelColumn} /> },
              ]),
          ...(columns === undefined ? [] : [{ label: 'Columns found', value: columnList(columns) }]),
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

function ColumnName({ name }: { name: string | undefined }) {
  return name === undefined ? 'not found' : <code>{name}</code>;
}

const columnsShown = 12;

function columnList(columns: readonly string[]): string {
  const shown = columns.slice(0, columnsShown).join(', ');
  return columns.length > columnsShown ? `${shown} and ${columns.length - columnsShown} more` : shown;
}
