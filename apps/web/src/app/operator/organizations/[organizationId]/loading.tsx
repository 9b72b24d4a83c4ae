import { DetailLoading } from '../../../../ui/detail-loading.tsx';

export default function OrganizationLoading() {
  return <DetailLoading stats={5} panels={[8, 4, 8, 4]} />;
}
