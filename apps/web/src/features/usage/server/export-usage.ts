import { Readable } from 'node:stream';
import type { Usage } from '@modelmint/db/generated/client';
import { listUsage } from '@modelmint/db/ledger/list-usage';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { csvLine } from './csv-line.ts';
import { nameUsage, type UsageNames } from './name-usage.ts';
import { filterOf, type UsageQuery } from './usage-query.ts';

const rowsAtOnce = 1_000;
const columns = [
  'occurred_at',
  'meter',
  'base_model',
  'model',
  'api_key',
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

/** Every usage row as CSV, the newest first, read in pages so that memory stays flat however many there are. */
export function exportUsage(deps: Deps, principal: Principal, query: UsageQuery): UsageExport {
  requirePermission(principal, 'usage.read');
  return {
    fileName: `modelmint-usage-${query.from}-to-${query.to}.csv`,
    body: Readable.from(writeLines(deps, principal, query), { objectMode: false }),
  };
}

async function* writeLines(deps: Deps, principal: Principal, query: UsageQuery): AsyncGenerator<string> {
  yield csvLine(columns);
  const filter = filterOf(principal, query);
  let after: Usage | undefined;
  do {
    const page = await withOrg(deps.db, principal.organizationId, async (tx) => {
      const rows = await listUsage(tx, { ...filter, limit: rowsAtOnce, ...(after === undefined ? {} : { after }) });
      const ids = (pick: (row: Usage) => string | null) => [...new Set(rows.map(pick))].filter((id) => id !== null);
      const names = await nameUsage(tx, { modelIds: ids((row) => row.modelId), keyIds: ids((row) => row.apiKeyId) });
      return { rows, names };
    });
    if (page.rows.length > 0) yield page.rows.map((row) => toLine(row, page.names)).join('');
    after = page.rows.length < rowsAtOnce ? undefined : page.rows.at(-1);
  } while (after !== undefined);
}

function toLine(row: Usage, { models, keys }: UsageNames): string {
  return csvLine([
    row.occurredAt.toISOString(),
    row.meter,
    row.baseModel,
    row.modelId === null ? null : (models.get(row.modelId) ?? row.modelId),
    row.apiKeyId === null ? null : (keys.get(row.apiKeyId) ?? row.apiKeyId),
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
