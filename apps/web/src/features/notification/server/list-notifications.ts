import { countUnread, listNotifications as listRows } from '@modelmint/db/notification/list-notifications';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import type { OrganizationPrincipal } from '../../organization/server/principal.ts';
import { type NotificationView, toNotificationView } from './notification-view.ts';
import { requireReader } from './require-reader.ts';

export interface NotificationList {
  data: NotificationView[];
  hasMore: boolean;
  /** Of all, 100 at most. */
  unread: number;
}

interface NotificationQuery {
  /** The id of the last one of the page before. */
  after?: string | undefined;
  limit: number;
  isUnread?: boolean;
}

/** What the person was told in the organization, newest first. Throws `invalid_value` for an `after` that is not there. */
export async function listNotifications(
  deps: Pick<Deps, 'db'>,
  principal: OrganizationPrincipal,
  { after, limit, isUnread = false }: NotificationQuery,
): Promise<NotificationList> {
  const reader = requireReader(principal);
  return withOrg(deps.db, reader.organizationId, async (tx) => {
    const last = after === undefined ? undefined : await tx.notification.findUnique({ where: { id: after } });
    if (last === null || (last !== undefined && last.userId !== reader.userId))
      throw new AppError('invalid_value', 'There is no such notification to go on from. Begin with the newest.', {
        param: 'after',
      });
    const rows = await listRows(tx, { reader, after: last, limit: limit + 1, isUnread });
    const data = rows.slice(0, limit).flatMap(toNotificationView);
    return { data, hasMore: rows.length > limit, unread: await countUnread(tx, reader) };
  });
}
