import { can, roles } from '@modelmint/domain/roles';
import { useTranslations } from 'next-intl';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ListFilter } from '../../../ui/list-filter.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { InvitationView } from '../../invitation/server/invitation-view.ts';
import { InvitationList } from '../../invitation/ui/invitation-list.tsx';
import { InviteButton } from '../../invitation/ui/invite-button.tsx';
import { MemberList, type MemberListProps } from './member-list.tsx';
import { roleLabel } from './role-words.ts';

interface MembersPageProps extends MemberListProps {
  /** Of the whole organization. */
  total: number | null;
  /** Where the next page is. */
  moreHref: string | null;
  invitations: readonly InvitationView[];
  readAt: Date;
}

export function MembersPage({ total, moreHref, invitations, readAt, ...list }: MembersPageProps) {
  const t = useTranslations('member');
  const { organization, projects, self } = list;
  return (
    <Page>
      <PageHeader
        title={t('title')}
        facts={[total === null ? t('page.facts') : t('page.people', { count: total, organization: organization.name })]}
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
        label={t('page.filter')}
        states={roles.map((role) => ({ value: role.toLowerCase(), label: roleLabel(t, role) }))}
        choice={{ param: 'role', label: t('page.role'), every: t('page.everyRole') }}
      />
      <Panel
        isFlush
        foot={
          moreHref !== null && (
            <>
              <span>{t('page.order')}</span>
              <LinkButton size="small" href={moreHref}>
                {t('page.more')}
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
