import { EndpointList } from '../../../../features/endpoint/ui/endpoint-list.tsx';

export default function EndpointsLoading() {
  return <EndpointList projectId="" endpoints={null} models={[]} canWrite={false} />;
}
