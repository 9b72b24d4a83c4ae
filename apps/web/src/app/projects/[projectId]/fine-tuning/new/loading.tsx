import { DetailLoading } from '../../../../../ui/detail-loading.tsx';

export default function NewJobLoading() {
  return <DetailLoading panels={[8, 4]} />;
}
