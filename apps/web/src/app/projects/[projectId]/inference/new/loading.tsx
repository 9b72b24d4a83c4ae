import { DetailLoading } from '../../../../../ui/detail-loading.tsx';

export default function NewInferenceLoading() {
  return <DetailLoading panels={[8, 4]} />;
}
