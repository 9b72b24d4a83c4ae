import { DetailLoading } from '../../../ui/detail-loading.tsx';

export default function RevenueLoading() {
  return <DetailLoading stats={5} panels={[12, 8, 4]} />;
}
