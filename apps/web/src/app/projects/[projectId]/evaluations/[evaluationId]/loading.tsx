import { DetailLoading } from '../../../../../ui/detail-loading.tsx';

export default function EvaluationLoading() {
  return <DetailLoading panels={[6, 6, 12]} />;
}
