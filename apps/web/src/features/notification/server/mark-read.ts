import { countUnread } from '@modelmint/db/notification/list-notifications';
import { notifyRow } from '@modelmint/db/notify-row';
import { withOrg } from '@modelmint/db/with-org';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import type { OrganizationPrincipal } from '../../organization/server/principal.ts';
import { requireReader } from './require-reader.ts';

export const MarkRead = z.strictObject({
  /** Left out: every one that there is. */
  ids: z.array(z.string().min(1).max(100)).min(1, 'name one at least').max(100).optional(),
});
export type MarkRead = z.output<typeof MarkRead>;

/** Twice is harmless; those of others, and what is not there, stay as they are. */
export async function markRead(
  deps: Pick<Deps, 'db'>,
  principal: OrganizationPrincipal,
  { ids }: MarkRead,
): Promise<{ unread: number }> {
  const reader = requireReader(principal);
  const { organizationId, userId } = reader;
  return withOrg(deps.db, organizationId, async (tx) => {
    const { count } = await tx.notification.updateMany({
      where: { userId, readAt: null, ...(ids === undefined ? {} : { id: { in: ids } }) },
      data: { readAt: new Date() },
    });
    // Their other tabs.
    if (count > 0) await notifyRow(tx, { organizationId, projectId: null, kind: 'notification', id: userId });
    return { unread: await countUnread(tx, reader) };
  });
}
