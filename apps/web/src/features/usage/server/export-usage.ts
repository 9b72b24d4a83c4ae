import { Readable } from 'node:stream';
import type { Usage } from '@modelmint/db/generated/client';
import { listUsage } from '@modelmint/db/ledger/list-usage';
import { withOrg } from '@modelmint/db/with-org';
import { csvLine } from '@modelmint/domain/csv-line';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import type { OrganizationPrincipal, Principal } from '../../organization/server/principal.ts';
import { nameUsage, type UsageNames } from './name-usage.ts';
import { requireUsage } from './require-usage.ts';
import { filterOf, type UsageQuery } from './usage-query.ts';

const rowsAtOnce = 1_000;
const columns = [
  'occurred_at',
  'project',
  'meter',
  'base_model',
  'model',
  'api_key',
  'member',
  'tokens',
  'usd_per_million_tokens',
  'amount_usd',
  'paid_from',
  'job_or_request_id',
  'usage_id',
] as const;

export interface UsageExport {
  fileName: string;
  body: Readable;
}

/** Every usage row as CSV, the newest first, read in pages so that memory stays flat. Is noted in the audit log. */
export async function exportUsage(
  deps: Deps,
  principal: OrganizationPrincipal | Principal,
  query: UsageQuery,
): Promise<UsageExport> {
  requireUsage(principal);
  const { organizationId } = principal;
  await withOrg(deps.db, organizationId, (tx) =>
    recordAct(tx, principal, {
      action: 'usage.export',
      target: { kind: 'organization', id: organizationId },
      details: { from: query.from, to: query.to },
    }),
  );
  return {
    fileName: `modelmint-usage-${query.from}-to-${query.to}.csv`,
    body: Readable.from(writeLines(deps, principal, query), { objectMode: false }),
  };
}

async function* writeLines(
  deps: Deps,
  principal: OrganizationPrincipal | Principal,
  query: UsageQuery,
): AsyncGenerator<string> {
  yield csvLine(columns);
  const filter = filterOf(principal, query);
  let after: Usage | undefined;
  do {
    const last = after;
    const rows = await withOrg(deps.db, principal.organizationId, (tx) =>
      listUsage(tx, { ...filter, limit: rowsAtOnce, ...(last === undefined ? {} : { after: last }) }),
    );
    const ids = (pick: (row: Usage) => string | null) => [...new Set(rows.map(pick))].filter((id) => id !== null);
    const names = await nameUsage(deps, principal.organizationId, {
      modelIds: ids((row) => row.modelId),
      keyIds: ids((row) => row.apiKeyId),
      memberIds: ids((row) => row.userId),
    });
    if (rows.length > 0) yield rows.map((row) => toLine(row, names)).join('');
    after = rows.length < rowsAtOnce ? undefined : rows.at(-1);
  } while (after !== undefined);
}

function toLine(row: Usage, { models, keys, members, projects }: UsageNames): string {
  return csvLine([
    row.occurredAt.toISOString(),
    projects.get(row.projectId) ?? row.projectId,
    row.meter,
    row.baseModel,
    row.modelId === null ? null : (models.get(row.modelId) ?? row.modelId),
    row.apiKeyId === null ? null : (keys.get(row.apiKeyId) ?? row.apiKeyId),
    row.userId === null ? null : (members.get(row.userId) ?? row.userId),
    row.tokens,
    usd(row.rateMicros),
    usd(row.amountMicros),
    row.funding === 'CREDIT' ? 'credit' : 'invoice',
    row.eventKey.slice(row.eventKey.indexOf(':') + 1),
    row.id,
  ]);
}

/** Exactly, with six decimals. */
function usd(micros: bigint): string {
  const digits = micros.toString().padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
