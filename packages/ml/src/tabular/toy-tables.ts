import { suggestTabularSpec, type TableColumn, type TabularSpec } from '@modelmint/domain/tabular-spec';
import { seededRandom } from '../random/seeded-random.ts';
import type { TableRow } from './table-row.ts';

const xorColumns: TableColumn[] = [
  { name: 'left', role: 'categorical' },
  { name: 'right', role: 'categorical' },
  { name: 'noise', role: 'numeric' },
  { name: 'unit', role: 'categorical' },
  { name: 'id', role: 'ignored' },
  { name: 'label', role: 'target' },
];

/** Neither column tells anything alone: the label is whether exactly one of them is on. */
export function xorRows(count: number, seed: number): TableRow[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, id) => {
    const [left, right] = [random() < 0.5, random() < 0.5];
    const noise = random() < 0.2 ? null : random() * 100;
    const label = left !== right ? 'yes' : 'no';
    return { left: left ? 'on' : 'off', right: right ? 'on' : 'off', noise, unit: 'kg', id, label };
  });
}

export const xorSpec: TabularSpec = {
  ...suggestTabularSpec('tabular-classification', xorColumns, { trainRows: 200, seed: 3 }),
  hiddenSizes: [16],
  epochs: 25,
  batchSize: 32,
};

const bonus: Readonly<Record<string, number>> = { A: 0, B: 200, C: 500, D: -300 };

/** price = 1000 + 3 · size + a bonus by district; the size is missing in one row of ten, which adds 400. */
export function priceRows(count: number, seed: number): TableRow[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const size = 50 + Math.floor(random() * 100);
    const district = 'ABCD'.charAt(Math.floor(random() * 4));
    const isMissing = random() < 0.1;
    const price = 1000 + (isMissing ? 400 : 3 * size) + (bonus[district] ?? 0) + 20 * (random() - 0.5);
    return { size: isMissing ? 'NA' : String(size), district, price: price.toFixed(2) };
  });
}

export const priceSpec: TabularSpec = {
  ...suggestTabularSpec(
    'tabular-regression',
    [
      { name: 'size', role: 'numeric' },
      { name: 'district', role: 'categorical' },
      { name: 'price', role: 'target' },
    ],
    { trainRows: 400, seed: 5 },
  ),
  hiddenSizes: [32],
  dropout: 0,
  epochs: 40,
  batchSize: 32,
  learningRate: 0.01,
};
