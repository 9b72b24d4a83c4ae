import { DetailLoading } from '../../../../../ui/detail-loading.tsx';

export default function JobLoading() {
  return <DetailLoading panels={[8, 4, 6, 6]} />;
}
