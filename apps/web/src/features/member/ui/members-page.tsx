import { can, roles } from '@modelmint/domain/roles';
import { formatQuantity } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ListFilter } from '../../../ui/list-filter.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { InvitationView } from '../../invitation/server/invitation-view.ts';
import { InvitationList } from '../../invitation/ui/invitation-list.tsx';
import { InviteButton } from '../../invitation/ui/invite-button.tsx';
import { MemberList, type MemberListProps } from './member-list.tsx';
import { roleWords } from './role-words.ts';

interface MembersPageProps extends MemberListProps {
  /** Of the whole organization. */
  total: number | null;
  /** Where the next page is. */
  moreHref: string | null;
  invitations: readonly InvitationView[];
  readAt: Date;
}

export function MembersPage({ total, moreHref, invitations, readAt, ...list }: MembersPageProps) {
  const { organization, projects, self } = list;
  return (
    <Page>
      <PageHeader
        title="Members"
        facts={[
          total === null
            ? 'Who belongs to the organization, and what each may do.'
            : `${formatQuantity(total, 'person', 'people')} in ${organization.name}`,
        ]}
        primary={
          list.canWrite && (
            <InviteButton
              organizationId={organization.id}
              projects={projects}
              canMakeOwners={can(self.role, 'owner.write')}
            />
          )
        }
      />
      <InvitationList organizationId={organization.id} invitations={invitations} readAt={readAt} />
      <ListFilter
        label="Filter members"
        states={roles.map((role) => ({ value: role.toLowerCase(), label: roleWords[role].label }))}
        choice={{ param: 'role', label: 'Role', every: 'Every role' }}
      />
      <Panel
        isFlush
        foot={
          moreHref !== null && (
            <>
              <span>Who came first on top</span>
              <LinkButton size="small" href={moreHref}>
                Show later members
              </LinkButton>
            </>
          )
        }
      >
        <MemberList {...list} />
      </Panel>
    </Page>
  );
}
