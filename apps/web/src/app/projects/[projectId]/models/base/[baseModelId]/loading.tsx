import { DetailLoading } from '../../../../../../ui/detail-loading.tsx';

export default function BaseModelLoading() {
  return <DetailLoading stats={4} panels={[7, 5]} />;
}
