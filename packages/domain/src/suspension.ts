import { z } from 'zod';
import { AppError } from './errors.ts';
import { OperatorReason } from './operator-reason.ts';

export const SuspendOrganization = z.strictObject({
  reason: OperatorReason,
  /** Cancel what waits and runs; else what runs ends, and what waits goes on when the organization is resumed. */
  cancelJobs: z.boolean(),
});
export type SuspendOrganization = z.infer<typeof SuspendOrganization>;

/** What a customer is told whose organization the operator has stopped; `reason` is in the operator's words. */
export function suspendedError(reason: string): AppError {
  const sentence = /[.!?。！？]$/u.test(reason) ? reason : `${reason}.`;
  return new AppError(
    'organization_suspended',
    `The operator of this platform has suspended the organization: ${sentence} Its data can be read and its bills paid; nothing else can be changed or started. Write to the operator to have it lifted.`,
  );
}
