import type { Role } from '@modelmint/domain/roles';

/** An invitation that nobody has answered. Its token is known to the mail alone. */
export interface InvitationView {
  id: string;
  email: string;
  role: Role;
  isLimited: boolean;
  projectIds: string[];
  sentAt: Date;
  expiresAt: Date;
}

export function toInvitationView(row: InvitationView): InvitationView {
  const { id, email, role, isLimited, projectIds, sentAt, expiresAt } = row;
  return { id, email, role, isLimited, projectIds, sentAt, expiresAt };
}
