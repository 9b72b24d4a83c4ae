import { currentPrice } from '@modelmint/db/ledger/current-price';
import type { Meter } from '@modelmint/db/ledger/record-usage';
import type { OrgTransaction } from '@modelmint/db/with-org';
import { type CheckpointFacts, priceNameOf } from '@modelmint/domain/base-model';
import { isAppError } from '@modelmint/domain/errors';
import type { Micros } from '@modelmint/domain/money';
import type { BaseModelPrices } from './base-model-view.ts';

/** The prices of checkpoints by what they are; each name is asked for once. */
export function priceReader(tx: OrgTransaction): (facts: CheckpointFacts | null) => Promise<BaseModelPrices> {
  const known = new Map<string, Promise<Micros | null>>();
  const read = (meter: Meter, baseModel: string) => {
    const key = `${meter} ${baseModel}`;
    const found = known.get(key) ?? priceOrNull(tx, { meter, baseModel });
    known.set(key, found);
    return found;
  };
  return async (facts) => {
    if (facts === null) return { trainingMicros: null, callingMicros: null };
    const name = priceNameOf({ facts });
    return {
      trainingMicros: await read('training', name),
      callingMicros: await read('inference', name),
    };
  };
}

/** Null when nobody has set a price: then it cannot be used, and the page says so. */
export async function priceOrNull(
  tx: OrgTransaction,
  asked: { meter: Meter; baseModel: string },
): Promise<Micros | null> {
  try {
    return (await currentPrice(tx, asked)).rateMicros;
  } catch (error) {
    if (isAppError(error) && error.code === 'model_not_found') return null;
    throw error;
  }
}
