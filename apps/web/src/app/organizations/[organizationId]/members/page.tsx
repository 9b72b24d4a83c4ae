import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { listInvitations } from '../../../../features/invitation/server/list-invitations.ts';
import { ListMembers, listMembers } from '../../../../features/member/server/list-members.ts';
import { MembersPage } from '../../../../features/member/ui/members-page.tsx';
import { organizationPage } from '../../../../features/organization/server/page-context.ts';
import { mayNow } from '../../../../features/organization/server/principal.ts';
import { listProjects } from '../../../../features/project/server/list-projects.ts';
import { RefreshOnRows } from '../../../../ui/refresh-on-rows.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('member');
  return { title: t('title') };
}

interface OrganizationMembersProps {
  params: Promise<{ organizationId: string }>;
  searchParams: Promise<{ q?: string; role?: string; after?: string }>;
}

export default async function OrganizationMembers({ params, searchParams }: OrganizationMembersProps) {
  const { organizationId } = await params;
  const { q, role, after } = await searchParams;
  const { deps, principal, organization } = await organizationPage(organizationId);
  // An address that somebody has changed by hand shows everything.
  const asked = ListMembers.safeParse({ q, role: role?.toUpperCase(), after });
  const { members, hasMore, total } = await listMembers(deps, principal, asked.data ?? ListMembers.parse({}));
  const canWrite = mayNow(principal, 'member.write');
  const projects = canWrite ? await listProjects(deps, principal) : [];
  const invitations = canWrite ? await listInvitations(deps, principal) : [];
  const next = new URLSearchParams({
    ...(q ? { q } : {}),
    ...(role ? { role } : {}),
    after: members.at(-1)?.userId ?? '',
  });
  return (
    <>
      <RefreshOnRows placeId={organizationId} kinds={['member']} />
      <MembersPage
        organization={organization}
        members={members}
        projects={projects.filter(({ archivedAt }) => archivedAt === null).map(({ id, name }) => ({ id, name }))}
        self={{ userId: principal.userId ?? '', role: principal.role }}
        canWrite={canWrite}
        isFiltered={Boolean(q || role)}
        total={total}
        moreHref={hasMore ? `/organizations/${organizationId}/members?${next}` : null}
        invitations={invitations}
        readAt={new Date()}
      />
    </>
  );
}
