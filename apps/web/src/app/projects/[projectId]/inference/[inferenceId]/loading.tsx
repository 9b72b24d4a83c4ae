import { DetailLoading } from '../../../../../ui/detail-loading.tsx';

export default function InferenceJobLoading() {
  return <DetailLoading panels={[8, 4, 8, 4]} />;
}
