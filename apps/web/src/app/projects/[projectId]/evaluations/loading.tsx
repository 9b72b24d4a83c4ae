import { EvaluationsPage } from '../../../../features/evaluation/ui/evaluations-page.tsx';

export default function EvaluationsLoading() {
  return <EvaluationsPage projectId="" evaluations={null} isNew={false} olderHref={null} canWrite={false} />;
}
