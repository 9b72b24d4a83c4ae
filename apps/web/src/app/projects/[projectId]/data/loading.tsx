import { DatasetsPage } from '../../../../features/dataset/ui/datasets-page.tsx';

const nothingAsked = { q: '', state: undefined, after: undefined };

export default function DataLoading() {
  return <DatasetsPage projectId="" list={null} query={nothingAsked} canWrite={false} />;
}
