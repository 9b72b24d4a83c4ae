import { listMemberships } from '@modelmint/db/system/find-membership';
import { redirect } from 'next/navigation';
import { deps } from '../../deps.ts';
import { requirePageUser } from '../../features/organization/server/page-context.ts';

/** Leads to the first project of whoever is signed in; to their organization without one; else to what to do then. */
export default async function HomePage() {
  const user = await requirePageUser();
  const memberships = await listMemberships(deps().db, user.id);
  const open = memberships.find(({ projects }) => projects.some(({ archivedAt }) => archivedAt === null));
  const project = open?.projects.find(({ archivedAt }) => archivedAt === null);
  if (project !== undefined) redirect(`/projects/${project.id}/overview`);
  const [first] = memberships;
  redirect(first === undefined ? '/welcome' : `/organizations/${first.organizationId}/members`);
}
