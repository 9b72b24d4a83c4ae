import { DetailLoading } from '../../../../../ui/detail-loading.tsx';

export default function DatasetLoading() {
  return <DetailLoading tabs={4} stats={4} panels={[6, 6]} />;
}
