import { z } from 'zod';
import type { Permission } from './roles.ts';

/** Micro-USD as text: JSON has no bigint. */
const micros = z.string().regex(/^-?\d{1,18}$/);
const reason = z.string().nullable();

/**
 * What somebody can be told of. `details`: small facts, from which the words are made in the reader's language.
 * `to`: who is told where the fact names nobody. `byMail`: whether a mail goes out for those who chose nothing.
 */
export const notificationKinds = {
  job_succeeded: {
    details: z.object({ modelId: z.string(), model: z.string(), chargedMicros: micros }),
    to: 'job.write',
    byMail: true,
  },
  job_failed: { details: z.object({ reason }), to: 'job.write', byMail: true },
  inference_ended: {
    details: z.object({
      outcome: z.enum(['completed', 'failed', 'expired', 'cancelled']),
      rowsDone: z.number().int(),
      rowsFailed: z.number().int(),
      reason: reason.optional(),
    }),
    to: 'job.write',
    byMail: true,
  },
  evaluation_ended: {
    details: z.object({
      outcome: z.enum(['completed', 'failed', 'cancelled']),
      reason: reason.optional(),
    }),
    to: 'job.write',
    byMail: false,
  },
  budget_reached: {
    details: z.object({
      scope: z.enum(['organization', 'project']),
      percent: z.number().int().min(1).max(1000),
      spentMicros: micros,
      amountMicros: micros,
      /** `2026-11`, in UTC. */
      month: z.string().regex(/^\d{4}-\d{2}$/),
      /** Whether new work is refused from here on. */
      isCap: z.boolean(),
    }),
    to: 'billing.write',
    byMail: true,
  },
  payment_failed: {
    details: z.object({
      cause: z.enum(['invoice', 'top_up', 'authentication_required']),
      amountMicros: micros,
      reason: reason.optional(),
    }),
    to: 'billing.write',
    byMail: true,
  },
  credit_low: {
    details: z.object({ balanceMicros: micros, thresholdMicros: micros }),
    to: 'billing.write',
    byMail: true,
  },
  invitation_accepted: {
    details: z.object({ email: z.string(), role: z.string() }),
    to: 'member.write',
    byMail: false,
  },
  api_key_expiring: {
    details: z.object({ expiresAt: z.iso.datetime(), last4: z.string() }),
    to: 'key.write',
    byMail: true,
  },
  webhook_disabled: {
    details: z.object({ url: z.string(), failingSince: z.iso.datetime() }),
    to: 'organization.write',
    byMail: true,
  },
  support_came: {
    details: z.object({ reason: z.string(), isActing: z.boolean(), until: z.iso.datetime() }),
    to: 'owner.write',
    byMail: true,
  },
} as const satisfies Record<string, { details: z.ZodType; to: Permission; byMail: boolean }>;

export type NotificationKind = keyof typeof notificationKinds;
export type NotificationDetails<K extends NotificationKind = NotificationKind> = z.infer<
  (typeof notificationKinds)[K]['details']
>;

export const notificationKindNames = Object.keys(notificationKinds) as NotificationKind[];

export function isNotificationKind(text: string): text is NotificationKind {
  return Object.hasOwn(notificationKinds, text);
}

/** How somebody is told of a kind who has chosen nothing. */
export function defaultChoice(kind: NotificationKind): { inApp: boolean; byMail: boolean } {
  return { inApp: true, byMail: notificationKinds[kind].byMail };
}
