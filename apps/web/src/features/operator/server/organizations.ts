import type { OperatorActor } from '@modelmint/db/audit/record-operator-act';
import { giveCredit } from '@modelmint/db/system/give-credit';
import {
  type ListedOrganization,
  listOrganizations,
  organizationStates,
} from '@modelmint/db/system/list-organizations';
import { type OperatorOrganization, readOrganization } from '@modelmint/db/system/read-organization';
import { setLimits } from '@modelmint/db/system/set-limits';
import { resumeOrganization, suspendOrganization } from '@modelmint/db/system/suspend-organization';
import type { GiveCredit } from '@modelmint/domain/credit-gift';
import { AppError } from '@modelmint/domain/errors';
import type { SetLimits } from '@modelmint/domain/organization-limits';
import type { SuspendOrganization } from '@modelmint/domain/suspension';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';

/** Of all organizations; callers have asked `requireOperator`. */
export const ListOrganizations = z.strictObject({
  /** Part of a name, a slug or a member's address, or a whole id. */
  q: z.string().trim().max(200, 'use at most 200 characters').optional(),
  state: z.enum(organizationStates).optional(),
  after: z.string().min(1).max(64).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListOrganizations = z.output<typeof ListOrganizations>;

export async function findOrganizations(
  deps: Deps,
  { q, limit, ...query }: ListOrganizations,
): Promise<{ organizations: ListedOrganization[]; hasMore: boolean }> {
  // PostgreSQL holds no such sign, so that nothing has it in its name.
  const text = q?.replaceAll('\0', '');
  const rows = await listOrganizations(deps.db, { ...query, text, limit: limit + 1 });
  return { organizations: rows.slice(0, limit), hasMore: rows.length > limit };
}

interface Asked {
  organizationId: string;
  operator: OperatorActor;
}

export async function getOrganization(deps: Deps, organizationId: string): Promise<OperatorOrganization> {
  return (await readOrganization(deps.db, organizationId)) ?? absent();
}

export async function suspend(deps: Deps, asked: Asked & SuspendOrganization): Promise<OperatorOrganization> {
  if (!(await suspendOrganization(deps.db, asked))) absent();
  return getOrganization(deps, asked.organizationId);
}

export async function resume(deps: Deps, asked: Asked): Promise<OperatorOrganization> {
  if (!(await resumeOrganization(deps.db, asked))) absent();
  return getOrganization(deps, asked.organizationId);
}

export async function give(deps: Deps, asked: Asked & GiveCredit): Promise<OperatorOrganization> {
  if (!(await giveCredit(deps.db, asked))) absent();
  return getOrganization(deps, asked.organizationId);
}

export async function limit(deps: Deps, asked: Asked & SetLimits): Promise<OperatorOrganization> {
  if (!(await setLimits(deps.db, asked))) absent();
  return getOrganization(deps, asked.organizationId);
}

function absent(): never {
  throw new AppError('not_found', 'There is no such organization.');
}
