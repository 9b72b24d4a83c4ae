import { type Margin, readMargins } from '@modelmint/db/system/read-margins';
import { type RevenueDay, readRevenue } from '@modelmint/db/system/read-revenue';
import { AppError } from '@modelmint/domain/errors';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';

const daysMax = 366;
const dayMs = 86_400_000;

const dayAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);

/** Default: today and the 29 days before. */
const range = {
  from: z.iso.date('must be a day such as 2026-11-01').default(() => dayAgo(29)),
  to: z.iso.date('must be a day such as 2026-11-30').default(() => dayAgo(0)),
};

/** Days of UTC, both included; callers have asked `requireOperator`. */
export const RevenueQuery = z.strictObject(range);
export type RevenueQuery = z.output<typeof RevenueQuery>;

export const MarginQuery = z.strictObject({
  ...range,
  by: z.enum(['model', 'organization']).default('model'),
  organizationId: z.string().max(64).optional(),
  baseModel: z.string().max(200).optional(),
});
export type MarginQuery = z.output<typeof MarginQuery>;

export async function getRevenue(deps: Deps, query: RevenueQuery): Promise<RevenueDay[]> {
  refuseLong(query);
  return readRevenue(deps.db, query);
}

export async function getMargins(deps: Deps, query: MarginQuery): Promise<Margin[]> {
  refuseLong(query);
  return readMargins(deps.db, query);
}

function refuseLong({ from, to }: RevenueQuery): void {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
  if (days < 1) throw new AppError('invalid_value', 'The last day lies before the first.', { param: 'to' });
  if (days > daysMax) throw new AppError('invalid_value', `Choose at most ${daysMax} days.`, { param: 'from' });
}
