import { AppError } from '@modelmint/domain/errors';
import type { PublishPrices } from '@modelmint/domain/price-change';
import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import { Prisma } from '../generated/client.ts';
import type { ListedPrice } from '../list-prices.ts';
import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';

export interface PriceBookRow {
  version: number;
  effectiveFrom: Date;
  publishedAt: Date;
  pricesCount: number;
  /** `next`: it comes into force later; `withdrawn`: it was to, and never does. */
  state: 'past' | 'current' | 'next' | 'withdrawn';
}

export interface PriceBooks {
  /** Newest version first. */
  books: PriceBookRow[];
  /** Of the newest version that is not withdrawn, in force or not: what an edit starts from. */
  prices: ListedPrice[];
}

/** Of a book under this alias: it was not withdrawn. */
const isIn = (book: 'b' | 'c') =>
  Prisma.raw(`NOT EXISTS (SELECT 1 FROM "price_book_withdrawal" w WHERE w."priceBookId" = ${book}."id")`);

export async function readPriceBooks(db: Database): Promise<PriceBooks> {
  return withSystem(db, async (tx) => {
    const books = await tx.$queryRaw<PriceBookRow[]>`
      SELECT b."version", b."effectiveFrom", b."publishedAt",
        (SELECT count(*) FROM "price" p WHERE p."priceBookId" = b."id")::int AS "pricesCount",
        CASE WHEN NOT (${isIn('b')}) THEN 'withdrawn' WHEN b."effectiveFrom" > now() THEN 'next' WHEN b."version" = (
          SELECT max(c."version") FROM "price_book" c WHERE c."effectiveFrom" <= now() AND ${isIn('c')}) THEN 'current'
        ELSE 'past' END AS "state"
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
      WHERE b."version" <= coalesce(${upTo}::int, b."version") AND (${isIn('b')} OR b."version" = ${upTo}::int)
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
    const newest = await tx.priceBook.findFirst({ where: { withdrawal: null }, orderBy: { version: 'desc' } });
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
    // The number of a withdrawn book is not given again: somebody may still look at that one.
    const { _max: last } = await tx.priceBook.aggregate({ _max: { version: true } });
    const version = (last.version ?? 0) + 1;
    await insertBook(tx, { version, from, prices: [...prices.values()] });
    await recordOperatorAct(tx, operator, {
      action: 'prices.publish',
      target: { kind: 'price_book', id: `pb_${version}`, name: `Price book ${version}` },
      details: { changed: changed.length, effectiveFrom: from.toISOString() },
    });
    return version;
  });
}

/** So long before it comes into force a book can be withdrawn: nothing that runs may have taken a price of it. */
const withdrawnBefore = '1 minute';

/**
 * Takes the newest book back before it comes into force. Throws `not_found`, and `invalid_state` for one that is in
 * force, was withdrawn, or has a later one that was made from it.
 */
export async function withdrawPrices(
  db: Database,
  { version, operator }: { version: number; operator: OperatorActor },
): Promise<void> {
  await withSystem(db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${publishLock}::bigint)`;
    const found = await tx.priceBook.findUnique({ where: { version }, include: { withdrawal: true } });
    if (found === null) throw new AppError('not_found', `There is no price book ${version}.`);
    if (found.withdrawal !== null) throw new AppError('invalid_state', `Price book ${version} was withdrawn before.`);
    if ((await tx.priceBook.count({ where: { version: { gt: version }, withdrawal: null } })) > 0)
      throw new AppError(
        'invalid_state',
        `A later price book was made from price book ${version}. Withdraw that one first.`,
      );
    const done = await tx.$executeRaw`
      INSERT INTO "price_book_withdrawal" ("priceBookId") SELECT b."id" FROM "price_book" b
      WHERE b."id" = ${found.id} AND b."effectiveFrom" > clock_timestamp() + ${withdrawnBefore}::interval`;
    if (done === 0)
      throw new AppError(
        'invalid_state',
        `Price book ${version} is in force, or will be within a minute. Publish another one instead.`,
      );
    await recordOperatorAct(tx, operator, {
      action: 'prices.withdraw',
      target: { kind: 'price_book', id: found.id, name: `Price book ${version}` },
      details: { effectiveFrom: found.effectiveFrom.toISOString() },
    });
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
