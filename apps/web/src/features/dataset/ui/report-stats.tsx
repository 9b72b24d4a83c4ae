import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { formatCount, formatShare, formatTokens } from '../../../ui/format.ts';
import { Stats } from '../../../ui/stats.tsx';
import { lineNoun } from './dataset-facts.ts';

/** What was read, what can be used, what was left out. */
export function ReportStats({ report }: { report: DatasetReport }) {
  const { rowsTotal, rowsValid, rowsBad, labels, tokensTotal } = report;
  return (
    <Stats
      stats={[
        { label: 'Rows read', value: formatCount(rowsTotal), detail: lineNoun(report) },
        {
          label: 'Examples',
          value: formatCount(rowsValid),
          detail: rowsTotal === 0 ? 'none' : `${formatShare(rowsValid / rowsTotal)} of the rows`,
        },
        {
          label: 'Labels',
          value: formatCount(labels.length),
          detail: labels[0] ? `most frequent: ${labels[0].label}` : 'none',
        },
        {
          label: 'Left out',
          value: formatCount(rowsBad),
          detail: rowsBad === 0 ? `${formatTokens(tokensTotal)} in all` : 'could not be used',
        },
      ]}
    />
  );
}
