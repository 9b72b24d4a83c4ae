import type { FoundInvitation } from '@modelmint/db/system/find-invitation';
import { useTranslations } from 'next-intl';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import { FormHead } from '../../account/ui/form-head.tsx';
import { roleDetail, roleLabel } from '../../member/ui/role-words.ts';
import { AcceptForm, SignOutButton } from './accept-form.tsx';
import { JoinForm } from './join-form.tsx';

interface InvitationPageProps {
  token: string;
  /** null: there is none of this link. */
  invitation: FoundInvitation | null;
  /** Who is signed in. */
  user: { id: string; email: string } | null;
}

export function InvitationPage({ token, invitation, user }: InvitationPageProps) {
  const t = useTranslations('invitation');
  const m = useTranslations('member');
  if (invitation === null)
    return <Ended title={t('page.nowhereTitle')} why={t('page.nowhereText')} isSignedIn={user !== null} />;
  const { state, organizationName, email, inviterName, role } = invitation;
  if (state === 'accepted' && user !== null && invitation.acceptedByUserId === user.id)
    return (
      <>
        <FormHead title={t('page.belongTitle', { organization: organizationName })}>{t('page.belongText')}</FormHead>
        <div>
          <LinkButton variant="primary" href={`/organizations/${invitation.organizationId}/members`}>
            {t('page.openOrganization')}
          </LinkButton>
        </div>
      </>
    );
  if (state !== 'open')
    return <Ended title={t('page.overTitle')} why={t(`page.ended.${state}`)} isSignedIn={user !== null} />;
  return (
    <>
      <FormHead title={t('page.joinTitle', { organization: organizationName })}>
        {t.rich('page.joinText', {
          ...{ inviter: inviterName ?? t('page.anOwner'), email },
          ...{ role: roleLabel(m, role).toLowerCase(), detail: roleDetail(m, role).toLowerCase() },
          name: (chunks) => <bdi>{chunks}</bdi>,
          b: (chunks) => <b className="break-all">{chunks}</b>,
        })}
      </FormHead>
      <Answer token={token} invitation={invitation} user={user} />
    </>
  );
}

function Answer({ token, invitation, user }: InvitationPageProps & { invitation: FoundInvitation }) {
  const t = useTranslations('invitation');
  const { email, hasAccount, organizationName } = invitation;
  if (user !== null && user.email === email) return <AcceptForm token={token} organizationName={organizationName} />;
  if (user !== null)
    return (
      <>
        <Note tone="warning">
          {t.rich('page.otherAccount', { ...{ user: user.email, email }, b: (chunks) => <b>{chunks}</b> })}
        </Note>
        <SignOutButton token={token} />
      </>
    );
  if (!hasAccount) return <JoinForm token={token} email={email} />;
  return (
    <>
      <p className="text-fg-2">{t('page.hasAccount')}</p>
      <div>
        <LinkButton variant="primary" href={`/sign-in?next=${encodeURIComponent(`/invitations/${token}`)}`}>
          {t('page.signIn')}
        </LinkButton>
      </div>
    </>
  );
}

function Ended({ title, why, isSignedIn }: { title: string; why: string; isSignedIn: boolean }) {
  const t = useTranslations('invitation');
  return (
    <>
      <FormHead title={title}>{why}</FormHead>
      <div>
        <LinkButton href={isSignedIn ? '/home' : '/sign-in'}>
          {isSignedIn ? t('page.toProjects') : t('page.signIn')}
        </LinkButton>
      </div>
    </>
  );
}
