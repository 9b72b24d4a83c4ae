import { NotificationPage } from '../../../../features/notification/ui/notification-page.tsx';

export default function NotificationsLoading() {
  return <NotificationPage organizationId="" notifications={null} hasMore={false} unread={0} />;
}
