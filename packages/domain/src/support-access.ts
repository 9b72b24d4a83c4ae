import { z } from 'zod';
import { OperatorReason } from './operator-reason.ts';

/** A support session ends by then, whatever happens; PostgreSQL keeps it too. */
export const supportMinutesMax = 60;

/** For how long an organization can let support act. */
export const supportHours = [1, 4, 24, 72] as const;

export const AllowSupport = z.strictObject({
  hours: z.union(
    supportHours.map((hours) => z.literal(hours)),
    `choose ${supportHours.join(', ')} hours`,
  ),
});
export type AllowSupport = z.infer<typeof AllowSupport>;

export const StartSupport = z.strictObject({
  reason: OperatorReason,
  /** Act as a member, which the organization must have allowed; else only look, as a viewer. */
  isActing: z.boolean(),
});
export type StartSupport = z.infer<typeof StartSupport>;

/** Who ended a session: `sign_out` is the operator's, or the loss of their right. */
export const supportEnds = ['operator', 'organization', 'time', 'sign_out'] as const;
export type SupportEnd = (typeof supportEnds)[number];
