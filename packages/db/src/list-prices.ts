import { translateDatabaseError } from './database-error.ts';
import type { Database } from './open-database.ts';

export interface ListedPrice {
  /** `training` or `inference` */
  meter: string;
  /** A template, the kind and size of a checkpoint, or `*`. */
  baseModel: string;
  microsPerMillion: bigint;
}

export interface PriceList {
  /** Of the newest price book in force. */
  version: number;
  effectiveFrom: Date;
  prices: ListedPrice[];
}

/** What is charged for work that begins now, as `currentPrice` finds it; null before the first price book. */
export async function listPrices(db: Database): Promise<PriceList | null> {
  try {
    const book = await db.app.priceBook.findFirst({
      where: { effectiveFrom: { lte: new Date() }, withdrawal: null },
      orderBy: { version: 'desc' },
    });
    if (book === null) return null;
    const prices = await db.app.$queryRaw<ListedPrice[]>`
      SELECT DISTINCT ON (p."meter", p."baseModel") p."meter", p."baseModel", p."microsPerMillion"
      FROM "price_book" b JOIN "price" p ON p."priceBookId" = b."id"
      WHERE b."version" <= ${book.version} AND b."effectiveFrom" <= now()
        AND NOT EXISTS (SELECT 1 FROM "price_book_withdrawal" w WHERE w."priceBookId" = b."id")
      ORDER BY p."meter", p."baseModel", b."version" DESC`;
    return { version: book.version, effectiveFrom: book.effectiveFrom, prices };
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
