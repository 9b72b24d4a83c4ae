'use client';

import type { DatasetProblem } from '@modelmint/domain/dataset-problem';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { useProblemTranslator } from '../../../i18n/use-problem-translator.ts';
import { Button } from '../../../ui/button.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { problemTitle } from './problem-title.ts';
import { problemsCsv } from './problems-csv.ts';

interface ProblemTableProps {
  report: DatasetReport;
  /** For the name of the downloaded list. */
  datasetName: string;
}

const columnsOf = (
  place: string,
  { t, translate }: { t: Translate<'dataset'>; translate: (text: string) => string },
): Column<DatasetProblem>[] => [
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
    header: t('problems.problem'),
    place: 'lead',
    width: '46%',
    cell: ({ code, message }) => (
      <>
        {problemTitle(code, t)}
        <small className="max-md:block! [overflow-wrap:anywhere]">{translate(message)}</small>
      </>
    ),
    sortBy: ({ code }) => problemTitle(code, t),
  },
  { id: 'hint', header: t('problems.hint'), place: 'wide', cell: ({ hint }) => translate(hint) },
];

const rowsAtFirst = 8;

/** Each bad line with its number, the reason and the repair; the rest are counted by kind. */
export function ProblemTable({ report, datasetName }: ProblemTableProps) {
  const t = useTranslations('dataset');
  const translate = useProblemTranslator();
  const [areAllShown, setAllShown] = useState(false);
  const { task, problems, problemCounts, rowsBad } = report;
  const isImages = task === 'image-classification';
  if (problems.length === 0) return null;
  const total = Object.values(problemCounts).reduce((sum, count) => sum + count, 0);
  const shown = areAllShown ? problems : problems.slice(0, rowsAtFirst);
  const hidden = problems.length - shown.length;
  const counts = Object.entries(problemCounts)
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => t('problems.times', { count, problem: problemTitle(code, t).toLowerCase() }));
  const save = () => saveText(problemsCsv(problems, { t, translate }), `${datasetName}-problems.csv`);
  return (
    <Panel
      title={
        rowsBad === 0
          ? t('problems.count', { count: total })
          : t(isImages ? 'problems.files' : 'problems.rows', { count: rowsBad })
      }
      description={rowsBad === 0 ? t('problems.whole') : t('problems.leftOut')}
      aside={
        <Button size="small" onClick={save} icon={<Icon of={Download} size={14} />}>
          {t('problems.download')}
        </Button>
      }
      foot={
        <>
          <span className="text-pretty">
            {t('problems.shown', { shown: shown.length, total, counts: counts.join(t('list.comma')) })}
          </span>
          {hidden > 0 && (
            <Button size="small" onClick={() => setAllShown(true)}>
              {t('problems.more', { count: hidden })}
            </Button>
          )}
        </>
      }
      isFlush
    >
      <DataTable
        sortParam="sort-problems"
        label={t(isImages ? 'problems.filesLabel' : 'problems.rowsLabel')}
        columns={columnsOf(isImages ? t('problems.entry') : t('problems.line'), { t, translate })}
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
