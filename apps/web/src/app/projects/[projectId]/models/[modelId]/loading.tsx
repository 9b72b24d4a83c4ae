import { DetailLoading } from '../../../../../ui/detail-loading.tsx';

export default function ModelLoading() {
  return <DetailLoading stats={4} panels={[6, 6, 7, 5]} />;
}
