import { AppError } from '@modelmint/domain/errors';
import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import { Prisma } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** Whether the operator lets a worker take something new; one that has no row yet may. */
export const mayTake = (workerId: string): Prisma.Sql => Prisma.sql`NOT EXISTS (
  SELECT 1 FROM "worker" d WHERE d."id" = ${workerId} AND d."drainRequestedAt" IS NOT NULL)`;

/**
 * Lets a worker take nothing new and end what it has, or work again. Twice is harmless. False: there is no such worker.
 * Throws `invalid_state` for one that has stopped.
 */
export async function drainWorker(
  db: Database,
  { workerId, isDraining, operator }: { workerId: string; isDraining: boolean; operator: OperatorActor },
): Promise<boolean> {
  return withSystem(db, async (tx) => {
    const worker = await tx.worker.findUnique({ where: { id: workerId } });
    if (worker === null) return false;
    if (worker.stoppedAt !== null)
      throw new AppError(
        'invalid_state',
        'The worker has stopped: it takes no work anyway. A new start is a new worker.',
      );
    const { count } = await tx.worker.updateMany({
      where: { id: workerId, drainRequestedAt: isDraining ? null : { not: null } },
      data: { drainRequestedAt: isDraining ? new Date() : null },
    });
    if (count === 1)
      await recordOperatorAct(tx, operator, {
        action: isDraining ? 'worker.drain' : 'worker.resume',
        target: { kind: 'worker', id: workerId, name: worker.host },
      });
    return true;
  });
}
