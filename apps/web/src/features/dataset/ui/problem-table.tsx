'use client';

import type { DatasetProblem } from '@modelmint/domain/dataset-problem';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount, formatQuantity } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { problemTitle } from './problem-title.ts';
import { problemsCsv } from './problems-csv.ts';

interface ProblemTableProps {
  report: DatasetReport;
  /** For the name of the downloaded list. */
  datasetName: string;
}

const columnsOf = (place: string): Column<DatasetProblem>[] => [
  {
    id: 'line',
    header: place,
    isNumber: true,
    width: '84px',
    place: 'main',
    cell: ({ line }) => (
      <>
        <span className="md:hidden">{place} </span>
        {formatCount(line ?? 0)}
      </>
    ),
    isEmpty: ({ line }) => line === null,
    sortBy: ({ line }) => line,
  },
  {
    id: 'problem',
    header: 'Problem',
    place: 'lead',
    width: '46%',
    cell: ({ code, message }) => (
      <>
        {problemTitle(code)}
        <small className="max-md:block! [overflow-wrap:anywhere]">{message}</small>
      </>
    ),
    sortBy: ({ code }) => problemTitle(code),
  },
  { id: 'hint', header: 'How to mend it', place: 'wide', cell: ({ hint }) => hint },
];

const rowsAtFirst = 8;

/** Each bad line with its number, the reason and the repair; the rest are counted by kind. */
export function ProblemTable({ report, datasetName }: ProblemTableProps) {
  const [areAllShown, setAllShown] = useState(false);
  const { task, problems, problemCounts, rowsBad } = report;
  const isImages = task === 'image-classification';
  if (problems.length === 0) return null;
  const total = Object.values(problemCounts).reduce((sum, count) => sum + count, 0);
  const shown = areAllShown ? problems : problems.slice(0, rowsAtFirst);
  const hidden = problems.length - shown.length;
  const counts = Object.entries(problemCounts)
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => `${formatCount(count)} × ${problemTitle(code).toLowerCase()}`);
  const save = () => saveText(problemsCsv(problems), `${datasetName}-problems.csv`);
  return (
    <Panel
      title={
        rowsBad === 0
          ? formatQuantity(total, 'problem')
          : `${formatQuantity(rowsBad, isImages ? 'file' : 'row')} could not be used`
      }
      description={rowsBad === 0 ? 'With the whole file.' : 'They were left out. Nothing else was changed.'}
      aside={
        <Button size="small" onClick={save} icon={<Icon of={Download} size={14} />}>
          Download the list
        </Button>
      }
      foot={
        <>
          <span className="text-pretty">
            {formatCount(shown.length)} of {formatCount(total)} shown: {counts.join(', ')}
          </span>
          {hidden > 0 && (
            <Button size="small" onClick={() => setAllShown(true)}>
              Show {hidden} more
            </Button>
          )}
        </>
      }
      isFlush
    >
      <DataTable
        label={`${isImages ? 'Files' : 'Rows'} that could not be used`}
        columns={columnsOf(isImages ? 'Entry' : 'Line')}
        rows={shown}
        idOf={({ line, code }) => `${line}-${code}`}
        empty={null}
      />
    </Panel>
  );
}

function saveText(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
