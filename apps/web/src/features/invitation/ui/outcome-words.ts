import type { InviteOutcome } from '../server/invite-people.ts';

/** What became of one address. */
export const outcomeWords: Record<InviteOutcome, string> = {
  invited: 'The mail is on its way.',
  not_sent: 'The mail could not be sent. Send the invitation again from the list.',
  is_member: 'Belongs to the organization already.',
  too_many_mails: 'Had five of our mails within an hour. Send the invitation again later.',
};
