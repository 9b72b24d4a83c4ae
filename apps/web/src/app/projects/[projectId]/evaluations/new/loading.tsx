import { DetailLoading } from '../../../../../ui/detail-loading.tsx';

export default function NewEvaluationLoading() {
  return <DetailLoading panels={[8, 4]} />;
}
