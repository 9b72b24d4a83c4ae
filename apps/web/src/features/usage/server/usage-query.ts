import type { UsageDayFilter } from '@modelmint/db/ledger/sum-usage-days';
import type { UsageFilter } from '@modelmint/db/ledger/usage-filter';
import { z } from 'zod';
import type { OrganizationPrincipal, Principal } from '../../organization/server/principal.ts';
import { dayAfter, daysMax, startOf } from '../ui/usage-range.ts';

const Day = z.string().refine((text) => startOf(text) !== null, 'must be a day such as 2026-11-30');

/** Which usage of a project. Days are those of UTC, both ends included. */
export const UsageQuery = z
  .strictObject({
    from: Day,
    to: Day,
    meter: z.enum(['training', 'inference']).optional(),
    model: z.string().min(1).max(200).optional(),
    key: z.string().min(1).max(64).optional(),
  })
  .refine(({ from, to }) => from <= to, { message: 'must not be before from', path: ['to'] })
  .refine(({ from, to }) => (Date.parse(to) - Date.parse(from)) / 86_400_000 < daysMax, {
    message: `must be less than ${daysMax} days after from`,
    path: ['to'],
  });
export type UsageQuery = z.infer<typeof UsageQuery>;

type Asker = OrganizationPrincipal | Principal;

/** `model`: the id of a fine-tuned model or the name of a base model. */
export function filterOf(principal: Asker, { from, to, ...rest }: UsageQuery): UsageFilter {
  return {
    ...equalsOf(principal, rest),
    from: new Date(`${from}T00:00:00Z`),
    to: new Date(`${dayAfter(to)}T00:00:00Z`),
  };
}

/** The same for usage by day. */
export function dayFilterOf(principal: Asker, { from, to, ...rest }: UsageQuery): UsageDayFilter {
  return { ...equalsOf(principal, rest), organizationId: principal.organizationId, from, to };
}

function equalsOf(principal: Asker, { meter, model, key }: Omit<UsageQuery, 'from' | 'to'>) {
  return {
    ...('projectId' in principal ? { projectId: principal.projectId } : {}),
    ...(meter === undefined ? {} : { meter }),
    ...(model === undefined ? {} : model.startsWith('mdl_') ? { modelId: model } : { baseModel: model }),
    ...(key === undefined ? {} : { apiKeyId: key }),
  };
}
