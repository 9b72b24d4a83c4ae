'use client';

import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { BarChart } from '../../../ui/bar-chart.tsx';
import { formatCount, formatShortCount } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { type LengthBins, lengthBins } from './dataset-facts.ts';

export function LengthChart({ report }: { report: DatasetReport }) {
  const bins = lengthBins(report);
  const mean = report.rowsValid === 0 ? 0 : Math.round(report.tokensTotal / report.rowsValid);
  const { median, ninetyFifth } = bins;
  return (
    <Panel title="Length" description={`${tokensAre(report)} ${summaryOf(mean, bins)}`}>
      <BarChart
        label="Length"
        unit="examples; the bins double in width"
        labels={bins.labels}
        series={[{ name: 'Examples', values: bins.rows }]}
        formatY={formatShortCount}
        formatExact={formatCount}
        xTitle="tokens in one example"
        xName="Tokens"
        height={176}
        lines={[
          ...(median === null ? [] : [{ at: median.at, label: `median near ${formatCount(median.tokens)}` }]),
          ...(ninetyFifth === null || isNear(bins)
            ? []
            : [{ at: ninetyFifth.at, label: `95% under ${formatCount(ninetyFifth.tokens)}` }]),
        ]}
        empty="No example could be read."
      />
    </Panel>
  );
}

function tokensAre({ task }: DatasetReport): string {
  return task === 'text-generation'
    ? 'Tokens are an estimate: the tokenizer of the base model has the last word.'
    : 'Tokens are words and signs, as training reads them.';
}

function summaryOf(mean: number, { median, ninetyFifth }: LengthBins): string {
  if (median === null || ninetyFifth === null) return '';
  return `Mean ${formatCount(mean)}, median near ${formatCount(median.tokens)}, 95% under about ${formatCount(ninetyFifth.tokens)}.`;
}

/** Two lines whose words would stand over one another. */
function isNear({ median, ninetyFifth, labels }: LengthBins): boolean {
  return median !== null && ninetyFifth !== null && (ninetyFifth.at - median.at) / labels.length < 0.35;
}
