import { CheckpointFacts, findScratchModel, priceNameOf } from '@modelmint/domain/base-model';
import { type Micros, rateMicros } from '@modelmint/domain/money';
import type { PriceChange } from '@modelmint/domain/price-change';
import type { ListedPrice } from '../list-prices.ts';
import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';
import { newestPrices } from './price-books.ts';

/** What of the last 30 days would have cost otherwise. */
export interface PricePreviewRow {
  meter: string;
  baseModel: string;
  /** Null: it has none yet. */
  oldRateMicros: bigint | null;
  newRateMicros: bigint;
  tokens: bigint;
  oldMicros: bigint;
  newMicros: bigint;
}

export interface PricePreview {
  days: number;
  rows: PricePreviewRow[];
  /** Of all usage of those days, changed or not, at the prices of the newest book and at the new ones. */
  oldTotalMicros: bigint;
  newTotalMicros: bigint;
  /** At neither: nobody knows what these models were. */
  unknownTokens: bigint;
}

const previewDays = 30;

/** Every change, what it would do to the usage of the last 30 days. */
export async function previewPrices(db: Database, changes: readonly PriceChange[]): Promise<PricePreview> {
  return withSystem(db, async (tx) => {
    const before = tableOf(await newestPrices(tx));
    const after = new Map(before);
    for (const { meter, baseModel, microsPerMillion } of changes) after.set(`${meter} ${baseModel}`, microsPerMillion);
    const used = await usedByPrice(tx);
    const totals = { oldTotalMicros: 0n, newTotalMicros: 0n, unknownTokens: 0n };
    const rows = changes.map(({ meter, baseModel, microsPerMillion }) => ({
      ...{ meter, baseModel, newRateMicros: microsPerMillion, tokens: 0n, oldMicros: 0n, newMicros: 0n },
      oldRateMicros: before.get(`${meter} ${baseModel}`) ?? null,
    }));
    for (const { meter, baseModel, tokens } of used) {
      const old = rateOf(before, meter, baseModel);
      const next = rateOf(after, meter, baseModel);
      if (old === null || next === null) {
        totals.unknownTokens += tokens;
        continue;
      }
      const [oldMicros, newMicros] = [rateMicros(tokens, old.rate), rateMicros(tokens, next.rate)];
      totals.oldTotalMicros += oldMicros;
      totals.newTotalMicros += newMicros;
      const row = rows.find((one) => one.meter === meter && one.baseModel === next.name);
      if (row === undefined) continue;
      row.tokens += tokens;
      row.oldMicros += oldMicros;
      row.newMicros += newMicros;
    }
    return { days: previewDays, rows, ...totals };
  });
}

const tableOf = (prices: readonly ListedPrice[]): Map<string, Micros> =>
  new Map(prices.map(({ meter, baseModel, microsPerMillion }) => [`${meter} ${baseModel}`, microsPerMillion]));

/** As `currentPrice` does within one book: its own price, else that of all. */
function rateOf(
  prices: ReadonlyMap<string, Micros>,
  meter: string,
  baseModel: string,
): { rate: Micros; name: string } | null {
  for (const name of [baseModel, '*']) {
    const rate = prices.get(`${meter} ${name}`);
    if (rate !== undefined) return { rate, name };
  }
  return null;
}

/** Usage names the checkpoint, the price book its kind and size. */
async function usedByPrice(tx: SystemTransaction): Promise<{ meter: string; baseModel: string; tokens: bigint }[]> {
  const used = await tx.$queryRaw<{ meter: string; baseModel: string; facts: unknown; tokens: bigint }[]>`
    WITH used AS (
      SELECT "organizationId", "meter", "baseModel", sum("tokens")::bigint AS "tokens" FROM "usage_day"
      WHERE "day" > (now() AT TIME ZONE 'UTC')::date - ${previewDays}::int GROUP BY 1, 2, 3
    )
    SELECT u."meter", u."baseModel", u."tokens", b."facts" FROM used u LEFT JOIN LATERAL (
      SELECT m."facts" FROM "base_model" m WHERE m."name" = u."baseModel"
        AND (m."organizationId" = u."organizationId" OR m."organizationId" IS NULL)
      ORDER BY m."organizationId" IS NULL, m."deletedAt" NULLS FIRST, m."createdAt" DESC LIMIT 1
    ) b ON true`;
  const sums = new Map<string, { meter: string; baseModel: string; tokens: bigint }>();
  for (const { meter, baseModel, facts, tokens } of used) {
    const name = priceNameIn(baseModel, facts);
    const key = `${meter} ${name}`;
    const sum = sums.get(key) ?? { meter, baseModel: name, tokens: 0n };
    sum.tokens += tokens;
    sums.set(key, sum);
  }
  return [...sums.values()];
}

function priceNameIn(baseModel: string, facts: unknown): string {
  if (findScratchModel(baseModel) !== undefined) return baseModel;
  const known = CheckpointFacts.safeParse(facts);
  return known.success ? priceNameOf({ facts: known.data }) : baseModel;
}
