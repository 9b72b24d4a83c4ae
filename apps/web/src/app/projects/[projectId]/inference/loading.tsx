import { InferenceJobsPage } from '../../../../features/inference/ui/inference-jobs-page.tsx';

export default function InferenceLoading() {
  return <InferenceJobsPage projectId="" jobs={null} isNew={false} olderHref={null} canWrite={false} />;
}
