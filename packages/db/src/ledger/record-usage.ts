import { newId } from '@modelmint/domain/ids';
import { type Micros, rateMicros as rate } from '@modelmint/domain/money';
import type { Funding } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';

export type Meter = 'training' | 'inference';

/** What was used, at the price that was frozen for it. */
export interface UsageFact {
  organizationId: string;
  projectId: string;
  apiKeyId?: string | null;
  /** Who asked for it on the site; whoever made the key stands with the key. */
  userId?: string | null;
  meter: Meter;
  baseModel: string;
  modelId?: string | null;
  tokens: bigint;
  /** Micro-USD per 1 000 000 tokens. */
  rateMicros: Micros;
  priceBookId: string;
}

/**
 * Writes the usage row of an event key once and returns its id; a second call returns the first row's. It moves no
 * money: `settleUsage` does both.
 */
export async function recordUsage(
  tx: OrgTransaction,
  usage: UsageFact & { eventKey: string; funding: Funding },
): Promise<string> {
  const { organizationId, eventKey, tokens, rateMicros } = usage;
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "usage" ("id", "organizationId", "projectId", "apiKeyId", "userId", "eventKey", "meter", "baseModel", "modelId",
      "tokens", "rateMicros", "priceBookId", "amountMicros", "funding")
    VALUES (${newId('usage')}, ${organizationId}, ${usage.projectId}, ${usage.apiKeyId ?? null}, ${usage.userId ?? null}, ${eventKey},
      ${usage.meter}, ${usage.baseModel}, ${usage.modelId ?? null}, ${tokens}::bigint, ${rateMicros}::bigint,
      ${usage.priceBookId}, ${rate(tokens, rateMicros)}::bigint, ${usage.funding}::"Funding")
    ON CONFLICT ("organizationId", "eventKey") DO NOTHING
    RETURNING "id"`;
  if (row !== undefined) return row.id;
  const first = await tx.usage.findUniqueOrThrow({ where: { organizationId_eventKey: { organizationId, eventKey } } });
  return first.id;
}
