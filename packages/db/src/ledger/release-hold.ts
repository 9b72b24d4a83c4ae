import type { OrgTransaction } from '../with-org.ts';
import { freeHold, lockHold } from './close-hold.ts';

/** Frees the money, since the work will not be charged. False, and nothing done, when it is not held any more. */
export async function releaseHold(
  tx: OrgTransaction,
  { organizationId, holdId }: { organizationId: string; holdId: string },
): Promise<boolean> {
  const hold = await lockHold(tx, { organizationId, holdId });
  if (hold?.state !== 'HELD') return false;
  await freeHold(tx, hold, 'RELEASED');
  return true;
}
