import { ModelsPage } from '../../../../features/model/ui/models-page.tsx';

export default function ModelsLoading() {
  return (
    <ModelsPage
      projectId=""
      tab="tuned"
      models={null}
      bases={null}
      templates={[]}
      canTrain={false}
      counts={null}
      sizeBytesMax={null}
    />
  );
}
