import type { Usage } from '@modelmint/db/generated/client';
import { listUsage } from '@modelmint/db/ledger/list-usage';
import { sumUsage, type UsageSum } from '@modelmint/db/ledger/sum-usage';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import type { Receipt } from '../ui/receipt-table.tsx';
import type { UsageLine } from '../ui/usage-line-table.tsx';
import type { Grouping } from '../ui/usage-range.ts';
import type { UsageCell } from '../ui/usage-series.ts';
import { nameUsage, type UsageNames } from './name-usage.ts';
import { filterOf, type UsageQuery } from './usage-query.ts';

export interface UsageView {
  total: { tokens: bigint; amountMicros: bigint; events: number };
  /** Day by group. */
  cells: UsageCell[];
  /** What to call a group. */
  names: Record<string, string>;
  /** Each combination of meter, model and key; they add up to the total. */
  lines: UsageLine[];
  /** The newest ones. */
  receipts: Receipt[];
  countedAt: Date;
}

const receiptsMax = 50;
type DaySum = UsageSum<'day' | 'meter' | 'baseModel' | 'model' | 'key'>;

/** The usage of a project in some days of UTC, as it is at this moment. */
export async function readUsage(
  deps: Deps,
  principal: Principal,
  { by, ...query }: UsageQuery & { by: Grouping },
): Promise<UsageView> {
  requirePermission(principal, 'usage.read');
  const filter = filterOf(principal, query);
  return withOrg(deps.db, principal.organizationId, async (tx) => {
    const countedAt = new Date();
    const sums = await sumUsage(tx, { ...filter, by: ['day', 'meter', 'baseModel', 'model', 'key'] as const });
    const receipts = await listUsage(tx, { ...filter, limit: receiptsMax });
    const found = await nameUsage(tx, {
      modelIds: [...new Set(sums.map(({ model }) => model))],
      keyIds: [...new Set(sums.map(({ key }) => key))],
    });
    return {
      total: add(sums),
      cells: toCells(sums, by),
      names: Object.fromEntries(sums.map((sum) => [groupOf(sum, by), nameOf(sum, by, found)])),
      lines: toLines(sums, found),
      receipts: receipts.map(toReceipt),
      countedAt,
    };
  });
}

function add(sums: readonly DaySum[]): UsageView['total'] {
  return {
    tokens: sums.reduce((all, { tokens }) => all + tokens, 0n),
    amountMicros: sums.reduce((all, { amountMicros }) => all + amountMicros, 0n),
    events: sums.reduce((all, { events }) => all + events, 0),
  };
}

/** The id of what it is grouped by; a base model stands for usage without a model of its own. */
function groupOf(sum: DaySum, by: Grouping): string {
  if (by === 'meter') return sum.meter;
  if (by === 'key') return sum.key;
  return sum.model === '' ? sum.baseModel : sum.model;
}

const meterNames: Record<string, string> = { training: 'Training', inference: 'Inference' };

function nameOf(sum: DaySum, by: Grouping, { models, keys }: UsageNames): string {
  if (by === 'meter') return meterNames[sum.meter] ?? sum.meter;
  if (by === 'key') return sum.key === '' ? 'No key (from this site)' : (keys.get(sum.key) ?? sum.key);
  return sum.model === '' ? sum.baseModel : (models.get(sum.model) ?? sum.model);
}

function toCells(sums: readonly DaySum[], by: Grouping): UsageCell[] {
  return merge(sums, (sum) => `${sum.day} ${groupOf(sum, by)}`).map(({ first, tokens, amountMicros }) => ({
    day: first.day,
    group: groupOf(first, by),
    tokens,
    amountMicros,
  }));
}

function toLines(sums: readonly DaySum[], { models, keys }: UsageNames): UsageLine[] {
  const idOf = ({ meter, baseModel, model, key }: DaySum) => `${meter} ${baseModel} ${model} ${key}`;
  return merge(sums, idOf).map(({ first, ...total }) => ({
    id: idOf(first),
    meter: first.meter,
    baseModel: first.baseModel,
    modelName: first.model === '' ? null : (models.get(first.model) ?? first.model),
    keyName: first.key === '' ? null : (keys.get(first.key) ?? first.key),
    ...total,
  }));
}

function merge(sums: readonly DaySum[], idOf: (sum: DaySum) => string) {
  const groups = new Map<string, DaySum[]>();
  for (const sum of sums) groups.set(idOf(sum), [...(groups.get(idOf(sum)) ?? []), sum]);
  return [...groups.values()].flatMap((own) => (own[0] === undefined ? [] : [{ first: own[0], ...add(own) }]));
}

function toReceipt({ id, eventKey, meter, tokens, rateMicros, amountMicros, funding, occurredAt }: Usage): Receipt {
  // `job:<id>` or `request:<id>`
  const factId = eventKey.slice(eventKey.indexOf(':') + 1);
  return { id, factId, meter, tokens, rateMicros, amountMicros, funding, occurredAt };
}
