import { DetailLoading } from '../../../ui/detail-loading.tsx';

export default function BrandLoading() {
  return <DetailLoading panels={[7, 5]} />;
}
