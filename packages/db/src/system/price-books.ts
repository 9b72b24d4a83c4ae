import { AppError } from '@modelmint/domain/errors';
import type { PublishPrices } from '@modelmint/domain/price-change';
import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import type { ListedPrice } from '../list-prices.ts';
import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';

export interface PriceBookRow {
  version: number;
  effectiveFrom: Date;
  publishedAt: Date;
  pricesCount: number;
  /** `next`: it comes into force later. */
  state: 'past' | 'current' | 'next';
}

export interface PriceBooks {
  /** Newest version first. */
  books: PriceBookRow[];
  /** Of the newest version, in force or not: what an edit starts from. */
  prices: ListedPrice[];
}

export async function readPriceBooks(db: Database): Promise<PriceBooks> {
  return withSystem(db, async (tx) => {
    const books = await tx.$queryRaw<PriceBookRow[]>`
      SELECT b."version", b."effectiveFrom", b."publishedAt",
        (SELECT count(*) FROM "price" p WHERE p."priceBookId" = b."id")::int AS "pricesCount",
        CASE WHEN b."effectiveFrom" > now() THEN 'next' WHEN b."version" = (
          SELECT max(c."version") FROM "price_book" c WHERE c."effectiveFrom" <= now()) THEN 'current' ELSE 'past' END AS "state"
      FROM "price_book" b ORDER BY b."version" DESC LIMIT 100`;
    return { books, prices: await newestPrices(tx) };
  });
}

/** The prices of one version, as `currentPrice` would find them if it were the newest. Null: there is none. */
export async function readPriceBook(db: Database, version: number): Promise<ListedPrice[] | null> {
  return withSystem(db, async (tx) => {
    if ((await tx.priceBook.count({ where: { version } })) === 0) return null;
    return newestPrices(tx, version);
  });
}

export async function newestPrices(tx: SystemTransaction, upTo: number | null = null): Promise<ListedPrice[]> {
  return tx.$queryRaw<ListedPrice[]>`
    SELECT * FROM (
      SELECT DISTINCT ON (p."meter", p."baseModel") p."meter", p."baseModel", p."microsPerMillion"
      FROM "price_book" b JOIN "price" p ON p."priceBookId" = b."id"
      WHERE b."version" <= coalesce(${upTo}::int, b."version")
      ORDER BY p."meter", p."baseModel", b."version" DESC
    ) listed ORDER BY "baseModel", "meter" DESC`;
}

const publishLock = 7_306_180_032;
/** A book for later than this is a slip of the pen. */
const aheadDaysMax = 366;

/**
 * A new version with all prices of the newest and the changes; old ones stay as they are, and so does what was frozen.
 * Throws `conflict` when another version came meanwhile, and `invalid_value` for a time or a change that makes no sense.
 */
export async function publishPrices(
  db: Database,
  { basedOn, effectiveFrom, changes, operator }: PublishPrices & { operator: OperatorActor },
): Promise<number> {
  return withSystem(db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${publishLock}::bigint)`;
    const newest = await tx.priceBook.findFirst({ orderBy: { version: 'desc' } });
    if (newest === null || newest.version !== basedOn)
      throw new AppError(
        'conflict',
        `Price book ${newest?.version ?? 0} was published meanwhile. Read the page again and change that one.`,
        { param: 'basedOn' },
      );
    const from = checkStart(effectiveFrom, newest.effectiveFrom);
    const before = await newestPrices(tx);
    const prices = new Map(before.map((price) => [`${price.meter} ${price.baseModel}`, price]));
    const changed = changes.filter(
      (one) => prices.get(`${one.meter} ${one.baseModel}`)?.microsPerMillion !== one.microsPerMillion,
    );
    if (changed.length === 0)
      throw new AppError('invalid_value', `No price differs from price book ${newest.version}.`, { param: 'changes' });
    for (const one of changed) prices.set(`${one.meter} ${one.baseModel}`, one);
    const version = newest.version + 1;
    await insertBook(tx, { version, from, prices: [...prices.values()] });
    await recordOperatorAct(tx, operator, {
      action: 'prices.publish',
      target: { kind: 'price_book', id: `pb_${version}`, name: `Price book ${version}` },
      details: { changed: changed.length, effectiveFrom: from.toISOString() },
    });
    return version;
  });
}

/** The newest version in force decides a price, so that a later version must not come into force before an earlier one. */
function checkStart(asked: string | null, after: Date): Date {
  const now = new Date();
  const refuse = (message: string) => new AppError('invalid_value', message, { param: 'effectiveFrom' });
  const from = asked === null ? now : new Date(asked);
  if (from.getTime() < now.getTime() - 60_000)
    throw refuse('A price book cannot come into force in the past: what was used has its price.');
  if (from.getTime() > now.getTime() + aheadDaysMax * 86_400_000)
    throw refuse('A price book can come into force within a year at most.');
  if (from < after)
    throw refuse(
      `The newest price book comes into force on ${after.toISOString().slice(0, 16).replace('T', ' ')} UTC: a later version cannot begin before it.`,
    );
  return from;
}

async function insertBook(
  tx: SystemTransaction,
  { version, from, prices }: { version: number; from: Date; prices: readonly ListedPrice[] },
): Promise<void> {
  const priceBookId = `pb_${version}`;
  await tx.priceBook.create({ data: { id: priceBookId, version, effectiveFrom: from } });
  await tx.price.createMany({
    data: prices.map(({ meter, baseModel, microsPerMillion }, place) => ({
      ...{ id: `price_${version}_${place + 1}`, priceBookId, meter, baseModel, microsPerMillion },
    })),
  });
}
