import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { formatCount, formatShare, formatTokens } from '../../../ui/format.ts';
import { type Stat, Stats } from '../../../ui/stats.tsx';
import { lineNoun } from './dataset-facts.ts';

/** What was read, what can be used, what was left out. */
export function ReportStats({ report }: { report: DatasetReport }) {
  const { task, rowsTotal, rowsValid, rowsBad, tokensTotal } = report;
  return (
    <Stats
      stats={[
        {
          label: task === 'image-classification' ? 'Images read' : 'Rows read',
          value: formatCount(rowsTotal),
          detail: lineNoun(report),
        },
        {
          label: 'Examples',
          value: formatCount(rowsValid),
          detail: rowsTotal === 0 ? 'none' : `${formatShare(rowsValid / rowsTotal)} of ${noun(task)}`,
        },
        task === 'text-generation' ? turnStat(report) : labelStat(report),
        {
          label: 'Left out',
          value: formatCount(rowsBad),
          detail: rowsBad === 0 ? `${formatTokens(tokensTotal)} in all` : 'could not be used',
        },
      ]}
    />
  );
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
