import { DetailLoading } from '../../../../../ui/detail-loading.tsx';

export default function CompareLoading() {
  return <DetailLoading panels={[12, 6, 6, 12]} />;
}
