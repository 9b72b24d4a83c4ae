import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { taskName } from '../../../ui/task-name.ts';
import { formatName } from './dataset-facts.ts';

/** How the file was read, so that a wrong guess is seen. */
export function ReadingPanel({ report, fileId }: { report: DatasetReport; fileId: string }) {
  const t = useTranslations('dataset');
  const { task, table, encoding, sizeBytes, textBytes, compression } = report;
  // The roles of a table's columns stand beside their names already.
  const columns = table === undefined ? report.columns : undefined;
  const isText = task !== 'image-classification';
  return (
    <Panel title={t('reading.title')}>
      <KeyValues
        rows={[
          { label: t('reading.file'), value: <CopyId id={fileId} what={t('reading.fileId')} /> },
          { label: t('versions.readFor'), value: taskName(task) },
          { label: t('reading.format'), value: formatName(report, t) },
          ...(isText ? [{ label: t('reading.encoding'), value: encoding ?? t('reading.notText') }] : []),
          ...whatWasRead(report, t),
          ...(isText && columns !== undefined
            ? [
                {
                  label: t(task === 'text-generation' ? 'reading.fields' : 'reading.columns'),
                  value: columnList(columns, t),
                },
              ]
            : []),
          {
            label: t('list.size'),
            value: formatBytes(sizeBytes),
            ...(compression === 'gzip' ? { valueDetail: t('reading.ofText', { size: formatBytes(textBytes) }) } : {}),
          },
        ]}
      />
    </Panel>
  );
}

function whatWasRead(
  { task, textColumn, labelColumn, table, ratings }: DatasetReport,
  t: Translate<'dataset'>,
): KeyValue[] {
  if (task === 'tabular') return targetRead(table, t);
  if (task === 'recommendation') return pairRead(ratings, t);
  if (task === 'image-classification') return [{ label: t('list.labels'), value: t('reading.folders') }];
  if (task === 'text-generation') return [{ label: t('reading.learned'), value: t('reading.learnedWhat') }];
  if (textColumn === 'messages') return [{ label: t('examples.title'), value: t('reading.chat') }];
  return [
    { label: t('reading.textColumn'), value: <ColumnName name={textColumn} /> },
    { label: t('reading.labelColumn'), value: <ColumnName name={labelColumn} /> },
  ];
}

function targetRead(table: DatasetReport['table'], t: Translate<'dataset'>): KeyValue[] {
  return [
    { label: t('reading.targetColumn'), value: <ColumnName name={table?.target.name} /> },
    ...(table === undefined ? [] : [{ label: t('reading.targetHolds'), value: t(`kind.${table.target.kind}`) }]),
  ];
}

function pairRead(ratings: DatasetReport['ratings'], t: Translate<'dataset'>): KeyValue[] {
  return [
    { label: t('reading.userColumn'), value: <ColumnName name={ratings?.userColumn} /> },
    { label: t('reading.itemColumn'), value: <ColumnName name={ratings?.itemColumn} /> },
    ...(ratings === undefined
      ? []
      : [
          {
            label: t('reading.ratingColumn'),
            value: <ColumnName name={ratings.ratingColumn ?? undefined} isOptional />,
          },
          { label: t('reading.timeColumn'), value: <ColumnName name={ratings.timeColumn ?? undefined} isOptional /> },
        ]),
  ];
}

function ColumnName({ name, isOptional = false }: { name: string | undefined; isOptional?: boolean }) {
  const t = useTranslations('dataset');
  if (name !== undefined) return <code>{name}</code>;
  return isOptional ? t('reading.noneRead') : t('reading.notFound');
}

const columnsShown = 12;

function columnList(columns: readonly string[], t: Translate<'dataset'>): string {
  const shown = columns.slice(0, columnsShown).join(t('list.comma'));
  return columns.length > columnsShown ? t('delete.andMore', { shown, count: columns.length - columnsShown }) : shown;
}
