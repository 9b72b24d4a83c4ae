import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { formatCount, formatShare, formatTokens } from '../../../ui/format.ts';
import { type Stat, Stats } from '../../../ui/stats.tsx';
import { columnsLearned } from './column-facts.ts';
import { lineNoun } from './dataset-facts.ts';

/** What was read, what can be used, what was left out. */
export function ReportStats({ report }: { report: DatasetReport }) {
  const { task, rowsTotal, rowsValid, rowsBad, tokensTotal } = report;
  const examples: Stat = {
    label: 'Examples',
    value: formatCount(rowsValid),
    detail: rowsTotal === 0 ? 'none' : `${formatShare(rowsValid / rowsTotal)} of ${noun(task)}`,
  };
  return (
    <Stats
      stats={[
        {
          label: task === 'image-classification' ? 'Images read' : 'Rows read',
          value: formatCount(rowsTotal),
          detail: lineNoun(report),
        },
        ...middleStats(report, examples),
        {
          label: 'Left out',
          value: formatCount(rowsBad),
          detail: rowsBad === 0 ? `${formatTokens(tokensTotal)} in all` : 'could not be used',
        },
      ]}
    />
  );
}

/** How much can be used, and what it is made of. */
function middleStats(report: DatasetReport, examples: Stat): Stat[] {
  switch (report.task) {
    case 'text-generation':
      return [examples, turnStat(report)];
    case 'tabular':
      return [examples, ...(report.table === undefined ? [] : [columnStat(report.table)])];
    case 'recommendation':
      return report.ratings === undefined ? [examples] : knownStats(report.ratings);
    default:
      return [examples, labelStat(report)];
  }
}

const noun = (task: DatasetReport['task']): string => (task === 'image-classification' ? 'the images' : 'the rows');

function labelStat({ labels }: DatasetReport): Stat {
  return {
    label: 'Labels',
    value: formatCount(labels.length),
    detail: labels[0] ? `most frequent: ${labels[0].label}` : 'none',
  };
}

function turnStat({ chat, rowsValid }: DatasetReport): Stat {
  const turns = chat?.turns ?? 0;
  return {
    label: 'Turns',
    value: formatCount(turns),
    detail: rowsValid === 0 ? 'none' : `${(turns / rowsValid).toFixed(1)} in a conversation`,
  };
}

function columnStat(table: NonNullable<DatasetReport['table']>): Stat {
  const { used, of, detail } = columnsLearned(table);
  return { label: 'Columns learned from', value: formatCount(used), unit: `of ${formatCount(of)}`, detail };
}

function knownStats({ users, items, usersWithOne }: NonNullable<DatasetReport['ratings']>): Stat[] {
  return [
    { label: 'Users', value: formatCount(users), detail: `${formatCount(usersWithOne)} with one row` },
    { label: 'Items', value: formatCount(items), detail: 'that can be recommended' },
  ];
}
