import type { Usage } from '@modelmint/db/generated/client';
import { listUsage } from '@modelmint/db/ledger/list-usage';
import { sumUsageDays, type UsageDaySum } from '@modelmint/db/ledger/sum-usage-days';
import { sumUsageGroups } from '@modelmint/db/ledger/sum-usage-groups';
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

const lineDimensions = ['project', 'meter', 'baseModel', 'model', 'key'] as const;

type Line = UsageDaySum<(typeof lineDimensions)[number]>;

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
    cells: await sumUsageGroups(tx, { ...days, by, groupsMax, other: otherGroup }),
    lines: await sumUsageDays(tx, { ...days, by: lineDimensions }),
    receipts: await listUsage(tx, { ...filterOf(principal, query), limit: receiptsMax }),
  }));
  const lines = found.lines.toSorted((a, b) => compare(b.amountMicros, a.amountMicros));
  const shown = lines.slice(0, linesMax);
  const groups = distinct(found.cells.map(({ group }) => group));
  const groupsOf = (grouping: Grouping) => (by === grouping ? groups : []);
  const names = await nameUsage(deps, organizationId, {
    modelIds: distinct([...groupsOf('model'), ...shown.map(({ model }) => model)]),
    keyIds: distinct([...groupsOf('key'), ...shown.map(({ key }) => key)]),
    memberIds: groupsOf('member'),
  });
  return {
    total: add(lines),
    cells: found.cells,
    names: Object.fromEntries(
      found.cells.flatMap(({ group }) => (group === otherGroup ? [] : [[group, nameOf(group, by, names)]])),
    ),
    lines: foldLines(lines.map((line) => toLine(line, names))),
    receipts: found.receipts.map(toReceipt),
    countedAt: found.countedAt,
  };
}

const distinct = (ids: readonly string[]): string[] => [...new Set(ids)].filter((id) => id !== '');
const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

function add(sums: readonly Pick<Line, 'tokens' | 'amountMicros' | 'events'>[]): UsageView['total'] {
  return {
    tokens: sums.reduce((all, { tokens }) => all + tokens, 0n),
    amountMicros: sums.reduce((all, { amountMicros }) => all + amountMicros, 0n),
    events: sums.reduce((all, { events }) => all + events, 0),
  };
}

const meterNames: Record<string, string> = { training: 'Training', inference: 'Inference' };

function nameOf(id: string, by: Grouping, { models, keys, members, projects }: UsageNames): string {
  if (by === 'meter') return meterNames[id] ?? id;
  if (by === 'project') return projects.get(id) ?? id;
  if (by === 'key') return id === '' ? unnamedGroups.noKey : (keys.get(id) ?? id);
  if (by === 'member') return id === '' ? unnamedGroups.notKnown : (members.get(id) ?? unnamedGroups.deleted);
  return models.get(id) ?? id;
}

function toLine(sum: Line, { models, keys, projects }: UsageNames): UsageLine {
  const { project, meter, baseModel, model, key } = sum;
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
