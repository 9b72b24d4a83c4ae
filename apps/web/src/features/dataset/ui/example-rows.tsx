'use client';

import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { Task } from '@modelmint/domain/task';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount } from '../../../ui/format.ts';
import type { PlacedExample } from '../server/list-examples.ts';
import { CellTable } from './cell-table.tsx';
import { Conversation } from './conversation.tsx';
import { editColumn } from './edit-column.tsx';
import { EditMark } from './edit-mark.tsx';
import { ImageGrid } from './image-grid.tsx';
import type { RowEditing } from './row-edit.tsx';
import { shownColumns } from './shown-columns.ts';

interface ExampleRowsProps {
  task: Task;
  examples: readonly PlacedExample[];
  report: DatasetReport;
  empty: string;
  /** Null where rows cannot be changed. */
  editing: RowEditing | null;
}

/** Rows as their task shows them. */
export function ExampleRows({ task, examples, report, empty, editing }: ExampleRowsProps) {
  const t = useTranslations('dataset');
  if (examples.length === 0) return <p className="px-4 pb-4 text-fg-2">{empty}</p>;
  if (task === 'image-classification') return <ImageGrid images={examples} editing={editing} />;
  if (task === 'tabular' || task === 'recommendation')
    return <CellTable rows={examples} columns={shownColumns(report)} editing={editing} />;
  return (
    <DataTable
      label={t('examples.title')}
      columns={[...columnsOf(t, { task, editing }), ...editColumn(editing)]}
      rows={examples}
      idOf={(example) => String(example.row)}
      empty={null}
    />
  );
}

interface Shown {
  task: Task;
  editing: RowEditing | null;
}

function columnsOf(t: Translate<'dataset'>, { task, editing }: Shown): Column<PlacedExample>[] {
  const draftOf = ({ row }: PlacedExample) => editing?.drafts.find({ split: editing.split, row });
  const number: Column<PlacedExample> = {
    id: 'number',
    header: t('examples.row'),
    isNumber: true,
    width: '84px',
    cell: ({ row }) => formatCount(row),
  };
  if (task === 'text-generation')
    return [
      number,
      {
        id: 'conversation',
        header: t('examples.conversation'),
        place: 'lead',
        cell: (example) => (
          <div className="py-2">
            <Conversation example={example} />
            {draftOf(example) && (
              <p className="mt-2 whitespace-pre-wrap">
                <EditMark draft={draftOf(example)} label="" isLong />
              </p>
            )}
          </div>
        ),
      },
    ];
  return [
    number,
    {
      id: 'text',
      header: t('examples.text'),
      place: 'lead',
      cell: ({ text }) => (
        <span
          className="line-clamp-3 max-w-[90ch] font-regular whitespace-pre-line [overflow-wrap:anywhere]"
          title={text}
        >
          {text}
        </span>
      ),
    },
    {
      id: 'label',
      header: t('examples.label'),
      width: editing === null ? '160px' : '200px',
      place: 'main',
      cell: (example) => <EditMark draft={draftOf(example)} label={example.label} />,
    },
  ];
}
