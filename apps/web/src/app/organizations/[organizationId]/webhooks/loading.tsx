import { WebhookList } from '../../../../features/webhook/ui/webhook-list.tsx';

export default function WebhooksLoading() {
  return <WebhookList organizationId="" webhooks={null} projects={[]} />;
}
