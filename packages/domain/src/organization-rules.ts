const dayMs = 86_400_000;

/** So long an organization that was deleted can be restored. */
export const graceDays = 30;
/** So long a link of an invitation works. */
export const invitationDays = 7;
/** Addresses in one go. */
export const invitedAtOnceMax = 20;
/** Invitations of an organization that nobody has answered. */
export const openInvitationsMax = 500;
/** Organizations that one person may own. */
export const ownedOrganizationsMax = 10;
/** Projects of an organization, archived ones too. */
export const projectsMax = 500;

export function erasedFrom(deleteRequestedAt: Date): Date {
  return new Date(deleteRequestedAt.getTime() + graceDays * dayMs);
}

export function invitationEnd(sentAt: Date): Date {
  return new Date(sentAt.getTime() + invitationDays * dayMs);
}
