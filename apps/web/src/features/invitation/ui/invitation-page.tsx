import type { FoundInvitation } from '@modelmint/db/system/find-invitation';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import { FormHead } from '../../account/ui/form-head.tsx';
import { roleWords } from '../../member/ui/role-words.ts';
import { AcceptForm, SignOutButton } from './accept-form.tsx';
import { JoinForm } from './join-form.tsx';

interface InvitationPageProps {
  token: string;
  /** null: there is none of this link. */
  invitation: FoundInvitation | null;
  /** Who is signed in. */
  user: { id: string; email: string } | null;
}

const ended: Record<Exclude<FoundInvitation['state'], 'open'>, string> = {
  accepted: 'It was used. If you accepted it yourself, sign in.',
  revoked: 'It was withdrawn. Ask whoever invited you.',
  expired: 'It was open for too long. Ask whoever invited you to send it again.',
};

export function InvitationPage({ token, invitation, user }: InvitationPageProps) {
  if (invitation === null)
    return (
      <Ended
        title="This invitation leads nowhere"
        why="A newer one may have replaced it, or the link was not copied whole. Open the newest mail, or ask for another."
        isSignedIn={user !== null}
      />
    );
  const { state, organizationName, email, inviterName, role } = invitation;
  if (state === 'accepted' && user !== null && invitation.acceptedByUserId === user.id)
    return (
      <>
        <FormHead title={`You belong to ${organizationName}`}>You accepted this invitation.</FormHead>
        <div>
          <LinkButton variant="primary" href={`/organizations/${invitation.organizationId}/members`}>
            Open the organization
          </LinkButton>
        </div>
      </>
    );
  if (state !== 'open') return <Ended title="This invitation is over" why={ended[state]} isSignedIn={user !== null} />;
  return (
    <>
      <FormHead title={`Join ${organizationName}`}>
        <bdi>{inviterName ?? 'An owner'}</bdi> invites <b className="break-all">{email}</b> as{' '}
        {roleWords[role].label.toLowerCase()}: {roleWords[role].detail.toLowerCase()}.
      </FormHead>
      <Answer token={token} invitation={invitation} user={user} />
    </>
  );
}

function Answer({ token, invitation, user }: InvitationPageProps & { invitation: FoundInvitation }) {
  const { email, hasAccount, organizationName } = invitation;
  if (user !== null && user.email === email) return <AcceptForm token={token} organizationName={organizationName} />;
  if (user !== null)
    return (
      <>
        <Note tone="warning">
          <b>You are signed in as {user.email}.</b> The invitation is for {email}. Sign out, and this page goes on with
          the other account.
        </Note>
        <SignOutButton token={token} />
      </>
    );
  if (!hasAccount) return <JoinForm token={token} email={email} />;
  return (
    <>
      <p className="text-fg-2">The address has an account. Sign in with it, and you come back here.</p>
      <div>
        <LinkButton variant="primary" href={`/sign-in?next=${encodeURIComponent(`/invitations/${token}`)}`}>
          Sign in
        </LinkButton>
      </div>
    </>
  );
}

function Ended({ title, why, isSignedIn }: { title: string; why: string; isSignedIn: boolean }) {
  return (
    <>
      <FormHead title={title}>{why}</FormHead>
      <div>
        <LinkButton href={isSignedIn ? '/home' : '/sign-in'}>
          {isSignedIn ? 'Go to your projects' : 'Sign in'}
        </LinkButton>
      </div>
    </>
  );
}
