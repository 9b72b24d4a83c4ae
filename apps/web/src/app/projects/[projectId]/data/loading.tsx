import { DatasetsPage } from '../../../../features/dataset/ui/datasets-page.tsx';

export default function DataLoading() {
  return <DatasetsPage projectId="" datasets={null} total={null} canWrite={false} />;
}
