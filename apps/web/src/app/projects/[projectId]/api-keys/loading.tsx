import { ApiKeyList } from '../../../../features/api-key/ui/api-key-list.tsx';

export default function ApiKeysLoading() {
  return <ApiKeyList projectId="" keys={null} canWrite={false} readAt={new Date(0)} />;
}
