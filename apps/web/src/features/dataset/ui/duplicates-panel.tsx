'use client';

import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';

interface Check {
  name: string;
  found: number;
  done: string;
}

const columnsOf = (t: Translate<'dataset'>): Column<Check>[] => [
  { id: 'check', header: t('copies.check'), place: 'lead', cell: ({ name }) => name },
  { id: 'found', header: t('copies.found'), isNumber: true, place: 'main', cell: ({ found }) => formatCount(found) },
  {
    id: 'done',
    header: t('copies.whatWasDone'),
    place: 'wide',
    cell: ({ done }) => <span className="text-fg-2">{done}</span>,
  },
];

export function DuplicatesPanel({ report }: { report: DatasetReport }) {
  const t = useTranslations('dataset');
  const rows = report.task === 'recommendation' ? pairChecks(report, t) : rowChecks(report, report.task, t);
  return (
    <Panel title={t('tabs.duplicates')} isFlush>
      <DataTable
        label={t('tabs.duplicates')}
        columns={columnsOf(t)}
        rows={rows}
        idOf={({ name }) => name}
        empty={null}
      />
    </Panel>
  );
}

/** One user and one item count once. */
function pairChecks({ ratings }: DatasetReport, t: Translate<'dataset'>): Check[] {
  const replaced = ratings?.replaced ?? 0;
  return [
    {
      name: t('copies.pair'),
      found: replaced,
      done: replaced === 0 ? t('copies.nothing') : t('copies.lastCounts'),
    },
  ];
}

function rowChecks(
  report: DatasetReport,
  task: Exclude<DatasetReport['task'], 'recommendation'>,
  t: Translate<'dataset'>,
): Check[] {
  const { duplicatesExact, duplicatesConflicting, duplicatesAcrossSplits } = report;
  return [
    {
      name: t('copies.exact'),
      found: duplicatesExact,
      done: duplicatesExact === 0 ? t('copies.nothing') : t('copies.kept'),
    },
    {
      name: t(`copies.conflicting.${task}`),
      found: duplicatesConflicting,
      done: duplicatesConflicting === 0 ? t('copies.nothing') : t(`copies.decide.${task}`),
    },
    {
      name: t('copies.across'),
      found: duplicatesAcrossSplits,
      done:
        duplicatesAcrossSplits === 0
          ? t('copies.nothing')
          : t(`copies.moved.${task}`, { count: duplicatesAcrossSplits }),
    },
  ];
}
