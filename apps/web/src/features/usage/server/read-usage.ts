import type { Usage } from '@modelmint/db/generated/client';
import { listUsage } from '@modelmint/db/ledger/list-usage';
import { sumUsageDays, type UsageDayDimension, type UsageDaySum } from '@modelmint/db/ledger/sum-usage-days';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import type { OrganizationPrincipal, Principal } from '../../organization/server/principal.ts';
import type { Receipt } from '../ui/receipt-table.tsx';
import type { UsageLine } from '../ui/usage-line-table.tsx';
import type { Grouping } from '../ui/usage-range.ts';
import { otherGroup, type UsageCell } from '../ui/usage-series.ts';
import { nameUsage, type UsageNames } from './name-usage.ts';
import { requireUsage } from './require-usage.ts';
import { unnamedGroups } from './unnamed-groups.ts';
import { dayFilterOf, filterOf, type UsageQuery } from './usage-query.ts';

export interface UsageView {
  total: { tokens: bigint; amountMicros: bigint; events: number };
  /** Day by group, the dearest groups and `other`. */
  cells: UsageCell[];
  /** What to call a group. */
  names: Record<string, string>;
  /** Each combination of project, meter, model and key; they add up to the total. */
  lines: UsageLine[];
  /** The newest ones. */
  receipts: Receipt[];
  countedAt: Date;
}

const receiptsMax = 50;
/** What a chart can tell apart; see usage-series. */
const groupsMax = 5;
const linesMax = 500;

const dimensionsOf = {
  model: ['baseModel', 'model'],
  key: ['key'],
  member: ['member'],
  project: ['project'],
  meter: ['meter'],
} as const satisfies Record<Grouping, readonly UsageDayDimension[]>;
const lineDimensions = ['project', 'meter', 'baseModel', 'model', 'key'] as const;

type Sum = UsageDaySum<never> & Partial<Record<UsageDayDimension, string>>;

/** The usage of a project, or of the whole organization, in some days of UTC, as it is at this moment. */
export async function readUsage(
  deps: Deps,
  principal: OrganizationPrincipal | Principal,
  { by, ...query }: UsageQuery & { by: Grouping },
): Promise<UsageView> {
  requireUsage(principal);
  const { organizationId } = principal;
  const days = dayFilterOf(principal, query);
  const found = await withOrg(deps.db, organizationId, async (tx) => ({
    countedAt: new Date(),
    sums: await sumUsageDays(tx, { ...days, by: ['day', ...dimensionsOf[by]] }),
    lines: await sumUsageDays(tx, { ...days, by: lineDimensions }),
    receipts: await listUsage(tx, { ...filterOf(principal, query), limit: receiptsMax }),
  }));
  const sums: Sum[] = found.sums;
  const lines: Sum[] = found.lines.toSorted((a, b) => compare(b.amountMicros, a.amountMicros));
  const names = await nameUsage(deps, organizationId, {
    modelIds: distinct([...sums, ...lines].map(({ model }) => model)),
    keyIds: distinct([...sums, ...lines].map(({ key }) => key)),
    memberIds: distinct(sums.map(({ member }) => member)),
  });
  return {
    total: add(lines),
    cells: foldGroups(sums.map((sum) => ({ ...sum, day: sum.day ?? '', group: groupOf(sum, by) }))),
    names: Object.fromEntries(sums.map((sum) => [groupOf(sum, by), nameOf(sum, by, names)])),
    lines: foldLines(lines.map((line) => toLine(line, names))),
    receipts: found.receipts.map(toReceipt),
    countedAt: found.countedAt,
  };
}

const distinct = (ids: readonly (string | undefined)[]): string[] =>
  [...new Set(ids)].filter((id) => id !== undefined && id !== '') as string[];
const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

function add(sums: readonly Pick<Sum, 'tokens' | 'amountMicros' | 'events'>[]): UsageView['total'] {
  return {
    tokens: sums.reduce((all, { tokens }) => all + tokens, 0n),
    amountMicros: sums.reduce((all, { amountMicros }) => all + amountMicros, 0n),
    events: sums.reduce((all, { events }) => all + events, 0),
  };
}

/** The id of what it is grouped by; a base model stands for usage without a model of its own. */
function groupOf(
  { meter = '', key = '', member = '', project = '', model = '', baseModel = '' }: Sum,
  by: Grouping,
): string {
  if (by === 'model') return model === '' ? baseModel : model;
  return { meter, key, member, project }[by];
}

const meterNames: Record<string, string> = { training: 'Training', inference: 'Inference' };

function nameOf(sum: Sum, by: Grouping, { models, keys, members, projects }: UsageNames): string {
  const id = groupOf(sum, by);
  if (by === 'meter') return meterNames[id] ?? id;
  if (by === 'project') return projects.get(id) ?? id;
  if (by === 'key') return id === '' ? unnamedGroups.noKey : (keys.get(id) ?? id);
  if (by === 'member') return id === '' ? unnamedGroups.notKnown : (members.get(id) ?? unnamedGroups.deleted);
  return models.get(id) ?? id;
}

/** The dearest groups by themselves, the rest as one, so that a page stays small however many there are. */
function foldGroups(cells: readonly UsageCell[]): UsageCell[] {
  const totals = new Map<string, bigint>();
  for (const { group, amountMicros } of cells) totals.set(group, (totals.get(group) ?? 0n) + amountMicros);
  if (totals.size <= groupsMax + 1) return merge(cells);
  const kept = new Set(
    [...totals]
      .toSorted(([a, one], [b, two]) => compare(two, one) || (a < b ? -1 : 1))
      .slice(0, groupsMax)
      .map(([group]) => group),
  );
  return merge(cells.map((cell) => (kept.has(cell.group) ? cell : { ...cell, group: otherGroup })));
}

function merge(cells: readonly UsageCell[]): UsageCell[] {
  const sums = new Map<string, UsageCell>();
  for (const { day, group, tokens, amountMicros } of cells) {
    const sum = sums.get(`${day} ${group}`);
    sums.set(`${day} ${group}`, {
      ...{ day, group },
      tokens: (sum?.tokens ?? 0n) + tokens,
      amountMicros: (sum?.amountMicros ?? 0n) + amountMicros,
    });
  }
  return [...sums.values()];
}

function toLine(sum: Sum, { models, keys, projects }: UsageNames): UsageLine {
  const { project = '', meter = '', baseModel = '', model = '', key = '' } = sum;
  return {
    id: [project, meter, baseModel, model, key].join(' '),
    projectName: projects.get(project) ?? project,
    ...{ meter, baseModel },
    modelName: model === '' ? null : (models.get(model) ?? model),
    keyName: key === '' ? null : (keys.get(key) ?? key),
    ...add([sum]),
  };
}

/** The lines are sorted; what is beyond the page stands in one of each meter, so that they add up all the same. */
function foldLines(lines: readonly UsageLine[]): UsageLine[] {
  if (lines.length <= linesMax) return [...lines];
  const rest = lines.slice(linesMax);
  return [
    ...lines.slice(0, linesMax),
    ...Object.keys(meterNames).flatMap((meter) => {
      const own = rest.filter((line) => line.meter === meter);
      if (own.length === 0) return [];
      const name = `${own.length.toLocaleString('en-US')} smaller lines`;
      return [
        {
          id: `rest ${meter}`,
          projectName: '',
          meter,
          baseModel: name,
          modelName: null,
          keyName: null,
          ...add(own),
          foldedLines: own.length,
        },
      ];
    }),
  ];
}

function toReceipt({ id, eventKey, meter, tokens, rateMicros, amountMicros, funding, occurredAt }: Usage): Receipt {
  // `job:<id>`, `request:<id>` or `infer:<id>:<chunk>`
  const factId = eventKey.slice(eventKey.indexOf(':') + 1);
  return { id, factId, meter, tokens, rateMicros, amountMicros, funding, occurredAt };
}
