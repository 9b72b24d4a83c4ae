import { DetailLoading } from '../../../../../ui/detail-loading.tsx';

export default function WebhookLoading() {
  return <DetailLoading panels={[8, 4]} />;
}
