import { DetailLoading } from '../../../../ui/detail-loading.tsx';

export default function Loading() {
  return <DetailLoading panels={[12, 12]} />;
}
