import type { Notification } from '@modelmint/db/generated/client';
import {
  isNotificationKind,
  type NotificationDetails,
  type NotificationKind,
} from '@modelmint/domain/notification-kind';
import { notificationPath } from '@modelmint/domain/notification-path';

/** One thing that a person is told. Its words are made of kind and details, in the language of whoever reads. */
export interface NotificationView {
  id: string;
  kind: NotificationKind;
  target: { kind: string; id: string; name: string | null };
  details: NotificationDetails;
  /** Where it can be seen. */
  path: string;
  createdAt: string;
  isRead: boolean;
}

/** Empty for a kind that this version does not know. */
export function toNotificationView(row: Notification): NotificationView[] {
  if (!isNotificationKind(row.kind)) return [];
  const target = { kind: row.targetKind, id: row.targetId, name: row.targetName };
  return [
    {
      ...{ id: row.id, kind: row.kind, target, details: row.details as unknown as NotificationDetails },
      path: notificationPath({ organizationId: row.organizationId, projectId: row.projectId, target }),
      createdAt: new Date(row.createdAt).toISOString(),
      isRead: row.readAt !== null,
    },
  ];
}
