import { auditActionNames } from '@modelmint/domain/audit-action';
import { z } from 'zod';
import { dayAfter, startOf } from '../../usage/ui/usage-range.ts';

const Day = z.string().refine((text) => startOf(text) !== null, 'must be a day such as 2026-11-30');

/** Which entries of the audit log. Days are those of UTC, both ends included. */
export const AuditQuery = z
  .strictObject({
    actor: z.string().min(1).max(100).optional(),
    action: z.enum(auditActionNames).optional(),
    project: z.string().min(1).max(64).optional(),
    from: Day.optional(),
    to: Day.optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    message: 'must not be before from',
    path: ['to'],
  });
export type AuditQuery = z.output<typeof AuditQuery>;

/** As the database's statements take it. */
export function auditFilter(organizationId: string, { actor, action, project, from, to }: AuditQuery) {
  return {
    organizationId,
    actorId: actor,
    action,
    projectId: project,
    from: startOf(from) ?? undefined,
    to: to === undefined ? undefined : (startOf(dayAfter(to)) ?? undefined),
  };
}
