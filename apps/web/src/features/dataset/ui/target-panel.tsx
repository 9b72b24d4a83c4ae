import { formatCount } from '../../../ui/format.ts';
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { formatFigure } from '../../fine-tuning/ui/format-figure.ts';
import type { TableReport } from './column-facts.ts';

/** What a regression learns to predict; the labels of a classification have their balance instead. */
export function TargetPanel({ table }: { table: TableReport }) {
  const { name } = table.target;
  const column = table.columns.find((one) => one.name === name);
  const { min, max, mean, distinct } = column ?? {};
  const figures: [string, number | undefined][] = [
    ['Lowest', min],
    ['Mean', mean],
    ['Highest', max],
  ];
  const facts: KeyValue[] = [
    { label: 'Kind', value: 'numbers', valueDetail: 'errors are measured in the unit of the column' },
    ...figures.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value: formatFigure(value) }])),
    ...(distinct === undefined ? [] : [{ label: 'Distinct values', value: formatCount(distinct) }]),
  ];
  return (
    <Panel title={`Target: ${name}`} description="What the model predicts for a row.">
      <KeyValues rows={facts} />
    </Panel>
  );
}
