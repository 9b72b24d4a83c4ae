import { newId } from '@modelmint/domain/ids';
import { type Micros, rateMicros as rate } from '@modelmint/domain/money';
import { lowCreditMicros } from '@modelmint/domain/money-rules';
import { crossBudgets } from '../budget/cross-budgets.ts';
import type { Funding } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';
import { tellLowCredit } from './tell-low-credit.ts';

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

interface WrittenUsage {
  id: string;
  amountMicros: Micros;
  hasBudget: boolean;
  /** What is on hold included; null without a wallet. */
  creditMicros: Micros | null;
}

/**
 * Writes the usage row of an event key once and returns its id; a second call returns the first row's. It moves no
 * money: `settleUsage` does both, before. Tells of a budget that is reached and of credit that is low.
 */
export async function recordUsage(
  tx: OrgTransaction,
  usage: UsageFact & { eventKey: string; funding: Funding },
): Promise<string> {
  const { organizationId, eventKey, tokens, rateMicros } = usage;
  const [row] = await tx.$queryRaw<WrittenUsage[]>`
    INSERT INTO "usage" ("id", "organizationId", "projectId", "apiKeyId", "userId", "eventKey", "meter", "baseModel", "modelId",
      "tokens", "rateMicros", "priceBookId", "amountMicros", "funding")
    VALUES (${newId('usage')}, ${organizationId}, ${usage.projectId}, ${usage.apiKeyId ?? null}, ${usage.userId ?? null}, ${eventKey},
      ${usage.meter}, ${usage.baseModel}, ${usage.modelId ?? null}, ${tokens}::bigint, ${rateMicros}::bigint,
      ${usage.priceBookId}, ${rate(tokens, rateMicros)}::bigint, ${usage.funding}::"Funding")
    ON CONFLICT ("organizationId", "eventKey") DO NOTHING
    RETURNING "id", "amountMicros",
      EXISTS (SELECT 1 FROM "budget" b WHERE b."organizationId" = ${organizationId}) AS "hasBudget",
      (SELECT w."promoMicros" + w."paidMicros" FROM "wallet" w WHERE w."organizationId" = ${organizationId}) AS "creditMicros"`;
  if (row !== undefined) {
    await tell(tx, usage, row);
    return row.id;
  }
  const first = await tx.usage.findUniqueOrThrow({ where: { organizationId_eventKey: { organizationId, eventKey } } });
  return first.id;
}

async function tell(
  tx: OrgTransaction,
  { organizationId, projectId, funding }: UsageFact & { funding: Funding },
  { amountMicros, hasBudget, creditMicros: left }: WrittenUsage,
): Promise<void> {
  if (hasBudget && amountMicros > 0n) await crossBudgets(tx, { organizationId, projectId });
  const hasPassed = left !== null && left < lowCreditMicros && left + amountMicros >= lowCreditMicros;
  if (hasPassed && funding === 'CREDIT') await tellLowCredit(tx, { organizationId, balanceMicros: left });
}
