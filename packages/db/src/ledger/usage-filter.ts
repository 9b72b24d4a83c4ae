import { Prisma } from '../generated/client.ts';
import type { Meter } from './record-usage.ts';

/** Which usage of an organization; `from` counts, `to` does not. */
export interface UsageFilter {
  from: Date;
  to: Date;
  projectId?: string;
  meter?: Meter;
  modelId?: string;
  baseModel?: string;
  apiKeyId?: string;
}

/** The condition on `"usage" u`. The tenant is bound by `withOrg`. */
export function usageWhere({ from, to, ...equal }: UsageFilter): Prisma.Sql {
  const conditions = [Prisma.sql`u."occurredAt" >= ${from} AND u."occurredAt" < ${to}`];
  if (equal.projectId !== undefined) conditions.push(Prisma.sql`u."projectId" = ${equal.projectId}`);
  if (equal.meter !== undefined) conditions.push(Prisma.sql`u."meter" = ${equal.meter}`);
  if (equal.modelId !== undefined) conditions.push(Prisma.sql`u."modelId" = ${equal.modelId}`);
  if (equal.baseModel !== undefined) conditions.push(Prisma.sql`u."baseModel" = ${equal.baseModel}`);
  if (equal.apiKeyId !== undefined) conditions.push(Prisma.sql`u."apiKeyId" = ${equal.apiKeyId}`);
  return Prisma.join(conditions, ' AND ');
}
