import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { type Deps, deps } from '../../../deps.ts';
import { readSession, type Session, type SignedInUser } from '../../account/server/read-session.ts';
import { pathHeader } from './path-header.ts';
import type { OrganizationPrincipal, Principal } from './principal.ts';
import { findOrganizationPrincipal, findProjectPrincipal } from './require-principal.ts';

export interface ProjectPage {
  deps: Deps;
  principal: Principal;
  user: SignedInUser;
  project: { id: string; name: string };
  organization: { id: string; name: string };
}

export interface OrganizationPage {
  deps: Deps;
  principal: OrganizationPrincipal;
  user: SignedInUser;
  organization: { id: string; name: string };
}

/** The session of the request; once for each request, however many parts of the page ask. */
export const pageSession = cache(async (): Promise<Session | null> => {
  return readSession(deps(), (await headers()).get('cookie'));
});

/** The signed-in person; everybody else goes to the sign-in page and comes back. */
export async function requirePageUser(): Promise<SignedInUser> {
  return (await requirePageSession()).user;
}

/** The same, for pages about the session itself. */
export async function requirePageSession(): Promise<Session> {
  const session = await pageSession();
  if (session !== null) return session;
  const asked = (await headers()).get(pathHeader) ?? '/';
  redirect(asked === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(asked)}`);
}

/** For pages under /projects/[projectId]: who looks, and at what. A foreign project is "not found". */
export const projectPage = cache(async (projectId: string): Promise<ProjectPage> => {
  const session = await requirePageSession();
  const found = await findProjectPrincipal(deps(), session, projectId);
  if (found === null) notFound();
  const { principal, organizationName, projectName } = found;
  return {
    deps: deps(),
    principal,
    user: session.user,
    project: { id: projectId, name: projectName },
    organization: { id: principal.organizationId, name: organizationName },
  };
});

/** For pages under /organizations/[organizationId]. */
export const organizationPage = cache(async (organizationId: string): Promise<OrganizationPage> => {
  const session = await requirePageSession();
  const found = await findOrganizationPrincipal(deps(), session, organizationId);
  if (found === null) notFound();
  const { principal, organizationName } = found;
  return {
    deps: deps(),
    principal,
    user: session.user,
    organization: { id: organizationId, name: organizationName },
  };
});

/** For pages under /operator; for everybody else there is nothing there. */
export const operatorPage = cache(async (): Promise<{ deps: Deps; user: SignedInUser }> => {
  const user = await requirePageUser();
  if (!user.isOperator) notFound();
  return { deps: deps(), user };
});
