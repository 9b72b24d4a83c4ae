import { takeWindowedAttempt } from '@modelmint/db/system/take-attempt';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { invitationDays } from '@modelmint/domain/organization-rules';
import type { MailLanguage } from '@modelmint/mail/mail-language';
import { renderInvitation } from '@modelmint/mail/render-invitation';
import type { Deps } from '../../../deps.ts';

/** Of an organization: nobody sends mass mail through us. */
const perOrganization = { attemptsMax: 100, windowSeconds: 3_600 };

/** Throws `rate_limit_exceeded`. One call for each mail. */
export async function limitInvitations(deps: Deps, organizationId: string): Promise<void> {
  const attempt = await takeWindowedAttempt(deps.db, { key: `invite:${organizationId}`, ...perOrganization });
  if (!attempt.isAllowed)
    throw new AppError(
      'rate_limit_exceeded',
      `An organization sends at most ${perOrganization.attemptsMax} invitations an hour. Try again in ${Math.ceil(attempt.retryAfterMs / 60_000)} minutes.`,
      { retryAfterMs: attempt.retryAfterMs },
    );
}

export interface InvitationLink {
  organizationId: string;
  inviterName: string;
  email: string;
  token: string;
  language: MailLanguage;
}

export async function mailInvitation(deps: Deps, link: InvitationLink): Promise<void> {
  const { organizationId, inviterName, email, token, language } = link;
  const { name } = await withOrg(deps.db, organizationId, (tx) =>
    tx.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { name: true } }),
  );
  const url = `${deps.env.publicUrl}/invitations/${token}`;
  await deps.mailer.send(
    renderInvitation({
      recipient: email,
      language,
      url,
      organizationName: name,
      inviterName,
      validDays: invitationDays,
    }),
  );
}
