import type { Joined } from '../server/accept-invitation.ts';

/** Where a new member goes first. */
export const placeHref = ({ organizationId, projectId }: Joined): string =>
  projectId === null ? `/organizations/${organizationId}/members` : `/projects/${projectId}`;
