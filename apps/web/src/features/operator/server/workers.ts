import type { OperatorActor } from '@modelmint/db/audit/record-operator-act';
import { drainWorker } from '@modelmint/db/system/drain-worker';
import { type KindCost, listWorkerCosts, setWorkerCost } from '@modelmint/db/system/worker-costs';
import { AppError } from '@modelmint/domain/errors';
import { formatUsd } from '@modelmint/domain/money';
import { WorkerKind } from '@modelmint/domain/worker-kind';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';

/** Callers have asked `requireOperator`. */
export async function drain(
  deps: Deps,
  asked: { workerId: string; isDraining: boolean; operator: OperatorActor },
): Promise<{ id: string; isDraining: boolean }> {
  if (!(await drainWorker(deps.db, asked))) throw new AppError('not_found', 'There is no such worker.');
  return { id: asked.workerId, isDraining: asked.isDraining };
}

export const hourCostMicros = { min: 0n, max: 1_000_000_000n } as const;

export const SetWorkerCost = z.strictObject({
  kind: WorkerKind,
  /** The first day (UTC) that counts with it. */
  effectiveDay: z.iso.date('must be a day such as 2026-12-01'),
  /** Micro-USD, as text because JSON has no large integers. */
  microsPerHour: z
    .string()
    .regex(/^\d{1,12}$/, 'must be a whole number of micro-USD as text, such as "850000" for $0.85')
    .transform(BigInt)
    .refine((micros) => micros <= hourCostMicros.max, `must be at most ${formatUsd(hourCostMicros.max)}`),
});
export type SetWorkerCost = z.output<typeof SetWorkerCost>;

export async function setCost(deps: Deps, cost: SetWorkerCost & { operator: OperatorActor }): Promise<KindCost[]> {
  await setWorkerCost(deps.db, cost);
  return listWorkerCosts(deps.db);
}
