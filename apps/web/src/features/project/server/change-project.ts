import type { Project } from '@modelmint/db/generated/client';
import { withOrg } from '@modelmint/db/with-org';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { ShownName } from '../../account/server/sign-up.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';
import { renamed } from '../../organization/server/rename-organization.ts';
import { lockProject } from './lock-project.ts';

/** A million dollars a month. */
const microsMax = 1_000_000_000_000n;

export const ProjectLimits = z.strictObject({
  /** Micro-USD as text; null: as much as the organization can. */
  monthlySpendMaxMicros: z
    .string()
    .regex(/^\d{1,15}$/, 'write it as whole micro-USD, 0 or more')
    .transform(BigInt)
    .refine((micros) => micros <= microsMax, 'at most $1,000,000 a month')
    .nullable(),
  requestsPerMinuteMax: z
    .number()
    .int('write a whole number')
    .min(1, 'at least 1; archive the project to stop it')
    .max(1_000_000, 'at most 1,000,000')
    .nullable(),
});

export const ChangeProject = z
  .strictObject({
    name: ShownName.optional(),
    limits: ProjectLimits.optional(),
    /** Of what was changed: who has read an older one has to look again. */
    version: z.number().int().min(1),
  })
  .refine(({ name, limits }) => name !== undefined || limits !== undefined, 'say what to change: name or limits');
export type ChangeProject = z.output<typeof ChangeProject>;

/** Another name, other limits, or both. Throws `conflict` when somebody changed it in the meantime. */
export async function changeProject(
  deps: Deps,
  principal: OrganizationPrincipal,
  { projectId, change }: { projectId: string; change: ChangeProject },
): Promise<Pick<Project, 'id' | 'name' | 'version' | 'monthlySpendMaxMicros' | 'requestsPerMinuteMax'>> {
  requirePermission(principal, 'project.write');
  return withOrg(deps.db, principal.organizationId, async (tx) => {
    const before = await lockProject(tx, projectId);
    if (before.version !== change.version) throw renamed(before.name);
    const { name = before.name, limits, version } = change;
    const target = { kind: 'project', id: projectId, name };
    if (name !== before.name)
      await recordAct(tx, principal, { action: 'project.rename', target, details: { from: before.name, to: name } });
    if (limits !== undefined)
      await recordAct(tx, principal, { action: 'project.limit', target, details: told(limits) });
    return tx.project.update({
      where: { id: projectId },
      data: { name, ...limits, version: version + 1 },
      select: { id: true, name: true, version: true, monthlySpendMaxMicros: true, requestsPerMinuteMax: true },
    });
  });
}

const told = ({ monthlySpendMaxMicros, requestsPerMinuteMax }: z.output<typeof ProjectLimits>) => ({
  monthlySpendMaxMicros: monthlySpendMaxMicros === null ? null : String(monthlySpendMaxMicros),
  requestsPerMinuteMax,
});
