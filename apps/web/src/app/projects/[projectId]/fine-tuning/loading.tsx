import { JobsPage } from '../../../../features/fine-tuning/ui/jobs-page.tsx';

export default function FineTuningLoading() {
  return <JobsPage projectId="" jobs={null} isNew={false} olderHref={null} tags={[]} canWrite={false} />;
}
