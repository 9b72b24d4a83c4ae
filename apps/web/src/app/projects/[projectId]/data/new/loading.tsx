import { DetailLoading } from '../../../../../ui/detail-loading.tsx';

export default function UploadLoading() {
  return <DetailLoading panels={[8, 4]} />;
}
