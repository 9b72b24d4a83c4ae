import { ModelsPage } from '../../../../features/model/ui/models-page.tsx';

export default function ModelsLoading() {
  return <ModelsPage projectId="" models={null} isNew={false} />;
}
