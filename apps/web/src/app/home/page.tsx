import { listMemberships } from '@modelmint/db/system/find-membership';
import { notFound, redirect } from 'next/navigation';
import { deps } from '../../deps.ts';
import { requirePageUser } from '../../features/organization/server/page-context.ts';

/** Leads to the first project of whoever is signed in. */
export default async function HomePage() {
  const user = await requirePageUser();
  const [first] = await listMemberships(deps().db, user.id);
  const project = first?.projects[0];
  if (project === undefined) notFound();
  redirect(`/projects/${project.id}/overview`);
}
