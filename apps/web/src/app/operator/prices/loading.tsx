import { DetailLoading } from '../../../ui/detail-loading.tsx';

export default function PricesLoading() {
  return <DetailLoading panels={[12, 12]} />;
}
