import { AppError } from '@modelmint/domain/errors';
import type { Micros } from '@modelmint/domain/money';
import type { OrgTransaction } from '../with-org.ts';
import type { Meter } from './record-usage.ts';

export interface CurrentPrice {
  priceBookId: string;
  /** Micro-USD per 1 000 000 tokens. */
  rateMicros: Micros;
}

/** The price to freeze for work that begins now. Throws `model_not_found` when nobody has set one. */
export async function currentPrice(
  tx: OrgTransaction,
  { meter, baseModel }: { meter: Meter; baseModel: string },
): Promise<CurrentPrice> {
  const [price] = await tx.$queryRaw<CurrentPrice[]>`
    SELECT p."priceBookId", p."microsPerMillion" AS "rateMicros"
    FROM "price_book" b JOIN "price" p ON p."priceBookId" = b."id"
    WHERE b."effectiveFrom" <= now()
      AND NOT EXISTS (SELECT 1 FROM "price_book_withdrawal" w WHERE w."priceBookId" = b."id")
      AND p."meter" = ${meter} AND p."baseModel" IN (${baseModel}, '*')
    ORDER BY b."version" DESC, p."baseModel" = '*' LIMIT 1`;
  if (price === undefined)
    throw new AppError('model_not_found', `There is no price for ${meter} with the base model "${baseModel}".`, {
      param: 'model',
    });
  return price;
}
