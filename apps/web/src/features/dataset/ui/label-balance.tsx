import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { BarList } from '../../../ui/bar-list.tsx';
import { formatCount, formatQuantity, formatShares } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { smallLabels } from './dataset-facts.ts';

/** More bars than this would be a page of their own. */
const barsMax = 20;

export function LabelBalance({ report }: { report: DatasetReport }) {
  const { labels, rowsValid } = report;
  const shares = formatShares(labels.map(({ rows }) => rows));
  const largest = labels[0]?.rows ?? 1;
  const small = smallLabels(report);
  const isSmall = new Set(small.map(({ label }) => label));
  return (
    <Panel
      title="Label balance"
      description={`${formatQuantity(labels.length, 'label')}, ${formatQuantity(rowsValid, 'example')}`}
    >
      <BarList
        label="Examples by label"
        bars={labels.slice(0, barsMax).map(({ label, rows }, index) => ({
          label,
          share: rows / largest,
          value: formatCount(rows),
          valueDetail: shares[index],
          isMuted: isSmall.has(label),
        }))}
      />
      {labels.length > barsMax && (
        <p className="mt-2 text-small text-fg-3">
          The largest {barsMax} of {labels.length} labels.
        </p>
      )}
      {small.length > 0 && (
        <div className="mt-3">
          <Note tone="warning">{smallNote(small, labels[0]?.label ?? '')}</Note>
        </div>
      )}
    </Panel>
  );
}

function smallNote(small: { label: string; times: number }[], largest: string) {
  const [first, ...others] = small.toSorted((a, b) => b.times - a.times);
  if (first === undefined) return null;
  const and = others.length === 0 ? '' : ` (and ${formatQuantity(others.length, 'other label')})`;
  return (
    <>
      <b>{first.label}</b>
      {and} {others.length === 0 ? 'is' : 'are'} small: 1 example for each {first.times.toFixed(1)} of {largest}. Expect
      lower recall there, or add examples.
    </>
  );
}
