import type { Member } from '@modelmint/db/generated/client';
import { findMember } from '@modelmint/db/member/find-member';
import { limitMember, type ProjectChoice } from '@modelmint/db/member/limit-member';
import { setRole } from '@modelmint/db/member/set-role';
import { lockOrganization } from '@modelmint/db/organization/lock-organization';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { changedMeanwhile } from '@modelmint/domain/changed-meanwhile';
import { AppError } from '@modelmint/domain/errors';
import { projectsMax } from '@modelmint/domain/organization-rules';
import { canBeLimited, permissionToGive, type Role, roles } from '@modelmint/domain/roles';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import {
  type OrganizationPrincipal,
  requirePermission,
  requireRecentSignIn,
} from '../../organization/server/principal.ts';

/** `all`, or the ids of the projects that somebody may enter. */
export const ProjectChoiceInput = z.union([z.literal('all'), z.array(z.string().max(64)).max(projectsMax)], {
  error: 'must be "all" or a list of project ids',
});

export const ChangeMember = z
  .strictObject({
    role: z.enum(roles).optional(),
    projects: ProjectChoiceInput.optional(),
    /** What whoever changes it has read; refused when it is another by now. */
    was: z.strictObject({ role: z.enum(roles), projects: ProjectChoiceInput }).optional(),
  })
  .refine(({ role, projects }) => role !== undefined || projects !== undefined, 'say what to change: role or projects');
export type ChangeMember = z.output<typeof ChangeMember>;

/** Another role, other projects, or both. Owners are made and unmade by owners, who say who they are. Throws `conflict` for the last, and for who was changed meanwhile. */
export async function changeMember(
  deps: Deps,
  principal: OrganizationPrincipal,
  { userId, change }: { userId: string; change: ChangeMember },
): Promise<{ userId: string; role: Role; isLimited: boolean }> {
  requirePermission(principal, 'member.write');
  const { organizationId } = principal;
  return withOrg(deps.db, organizationId, async (tx) => {
    await lockOrganization(tx, organizationId);
    const member = await findMember(tx, { organizationId, userId });
    requirePermission(principal, permissionToGive(member.role));
    if (change.was !== undefined) await refuseStale(tx, member, change.was);
    const role = change.role ?? member.role;
    if (role !== member.role) {
      requirePermission(principal, permissionToGive(role));
      if (role === 'OWNER' || member.role === 'OWNER') requireRecentSignIn(principal);
      await setRole(tx, member, role);
      const details = { from: member.role, to: role };
      await recordAct(tx, principal, { action: 'member.change_role', target: { kind: 'user', id: userId }, details });
    }
    if (change.projects !== undefined) {
      refuseLimit(role, change.projects);
      await limitMember(tx, member, change.projects);
      const details = { projects: change.projects === 'all' ? 'all' : change.projects.length };
      await recordAct(tx, principal, { action: 'member.limit', target: { kind: 'user', id: userId }, details });
    }
    const { isLimited } = await findMember(tx, { organizationId, userId });
    return { userId, role, isLimited };
  });
}

async function refuseStale(tx: OrgTransaction, member: Member, was: NonNullable<ChangeMember['was']>): Promise<void> {
  const { organizationId, userId, isLimited } = member;
  const rows = isLimited ? await tx.memberProject.findMany({ where: { organizationId, userId } }) : [];
  const now = isLimited ? rows.map(({ projectId }) => projectId) : 'all';
  const told = (projects: ProjectChoice) => (projects === 'all' ? projects : projects.toSorted().join());
  if (was.role !== member.role || told(was.projects) !== told(now)) throw changedMeanwhile();
}

/** Owners, admins and those who pay see the whole organization. Throws `invalid_value`. */
export function refuseLimit(role: Role, projects: ProjectChoice): void {
  if (projects !== 'all' && !canBeLimited(role))
    throw new AppError(
      'invalid_value',
      `The role ${role.toLowerCase()} sees every project. Only members and viewers can be limited to some.`,
      { param: 'projects' },
    );
}
