import type { DatasetSpecInput } from '@modelmint/domain/dataset-spec';
import { autoHyperparameters } from '@modelmint/domain/hyperparameters';
import { resolveRecommender } from '@modelmint/domain/resolve-recommender';
import { resolveTabular } from '@modelmint/domain/resolve-tabular';
import { columnsRead } from '@modelmint/domain/tabular-spec';
import type { Interaction } from '@modelmint/ml/recommender/interaction';
import { readRecommenderData } from '@modelmint/ml/recommender/recommender-data';
import { openTableCollector } from '@modelmint/ml/tabular/collect-table';
import { learnColumns } from '@modelmint/ml/tabular/learn-columns';
import { encodeTargets, learnTarget } from '@modelmint/ml/tabular/learn-target';
import type { TableRow } from '@modelmint/ml/tabular/table-row';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { csvOf, makeTestReader } from './make-test-reader.ts';

const reader = makeTestReader();
afterAll(() => reader.close());

const cell = fc.constantFrom('', 'NA', '1', '2', '2.5', '-3e2', 'x', ' y ');
const answer = fc.constantFrom('1', '1', '2', '2', '2.5', '');

test('training takes whatever table was read', async () => {
  let ready = 0;
  const table = fc.array(fc.tuple(cell, cell, answer), { minLength: 2, maxLength: 20 });
  const kind = fc.constantFrom<'label' | 'value' | undefined>('label', 'value', undefined);
  const role = fc.constantFrom<'numeric' | 'categorical' | undefined>(
    'numeric',
    'categorical',
    'categorical',
    undefined,
  );
  await fc.assert(
    fc.asyncProperty(table, kind, role, fc.nat(9), async (rows, targetKind, asked, seed) => {
      const columns = asked === undefined ? {} : { columns: [{ name: 'a', role: asked }] };
      const spec = { task: 'tabular' as const, ...columns, ...(targetKind === undefined ? {} : { targetKind }), seed };
      const { verdict, report } = await reader.read(
        csvOf(
          'a,b,y',
          rows.map((row) => row.join(',')),
        ),
        spec,
      );
      if (verdict === 'invalid' || report.table === undefined) return;
      ready++;
      const data = { trainRows: report.split.train, table: report.table, labels: report.labels.length };
      train(resolveTabular(autoHyperparameters, data, 0));
    }),
    { numRuns: 100 },
  );
  expect(ready).toBeGreaterThan(12);
}, 30_000);

/** What training does with the rows before the first step. */
function train(spec: ReturnType<typeof resolveTabular>): void {
  const kind = spec.task === 'tabular-classification' ? 'categorical' : 'numeric';
  const collect = (name: 'train' | 'validation') => {
    const collector = openTableCollector({
      columns: columnsRead(spec).map((column) => ({
        name: column.name,
        kind: column.role === 'numeric' || (column.role === 'target' && kind === 'numeric') ? 'numeric' : 'categorical',
      })),
      others: [],
      missingWords: spec.missingWords,
      source: name === 'train' ? 'training' : name,
    });
    for (const row of reader.rows<TableRow>(name)) collector.add(row);
    return collector.finish();
  };
  const [raw, heldOut] = [collect('train'), collect('validation')];
  expect(raw.count).toBeGreaterThan(1);
  expect(heldOut.count).toBeGreaterThan(0);
  learnColumns(
    raw,
    columnsRead(spec).filter(({ role }) => role !== 'target'),
    spec,
  );
  const target = learnTarget(raw, 'y');
  encodeTargets(raw, target, 'training');
  encodeTargets(heldOut, target, 'validation');
}

const id = fc.constantFrom('a', 'b', 'c', ' a ', '7', '');
const rating = fc.constantFrom('1', '1', '1', '2', '4.5', 'x');
const time = fc.constantFrom('1', '2', '3', '2026-11-25', '');

test('training takes whatever ratings were read, and counts them alike', async () => {
  let ready = 0;
  const rows = fc.array(fc.tuple(id, id, rating, time), { minLength: 2, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(rows, fc.boolean(), fc.boolean(), async (given, hasRating, hasTime) => {
      const spec: DatasetSpecInput = {
        task: 'recommendation',
        ...(hasRating ? {} : { ratingColumn: null }),
        ...(hasTime ? {} : { timeColumn: null }),
      };
      const csv = csvOf(
        'user,item,rating,time',
        given.map((row) => row.join(',')),
      );
      const { verdict, report } = await reader.read(csv, spec);
      if (verdict === 'invalid' || report.ratings === undefined) return;
      ready++;
      const interactions = reader.rows<Interaction>('train');
      const { ratings, rowsValid: trainRows } = report;
      const data = await readRecommenderData({
        spec: resolveRecommender(autoHyperparameters, { trainRows, ratings }, 0),
        interactions,
      });
      const { users, items, itemsTrained, usersWithOne, replaced } = ratings;
      expect(data.users.ids).toHaveLength(users);
      expect(data.items.trained).toBe(itemsTrained);
      expect(data.replaced).toBe(replaced);
      expect(data.validation.user).toHaveLength(users - usersWithOne);
      expect(items).toBe(new Set(interactions.map(({ item }) => item)).size);
    }),
    { numRuns: 200 },
  );
  expect(ready).toBeGreaterThan(25);
}, 30_000);
