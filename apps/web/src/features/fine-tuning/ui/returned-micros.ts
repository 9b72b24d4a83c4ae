import { rateMicros } from '@modelmint/domain/money';
import type { JobView } from '../server/job-view.ts';

/** As money is shown: whole cents, half to even. */
const wholeCents = (micros: bigint): bigint => rateMicros(micros, 100n) * 10_000n;

/** What comes back of the hold, so that with the shown charge it adds up to the shown hold. */
export function returnedMicros({
  estimatedMicros,
  costMicros,
}: Pick<JobView, 'estimatedMicros' | 'costMicros'>): bigint {
  return wholeCents(estimatedMicros) - wholeCents(costMicros);
}
