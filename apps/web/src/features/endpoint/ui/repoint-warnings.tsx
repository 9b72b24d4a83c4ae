import { useTranslations } from 'next-intl';
import { Note } from '../../../ui/note.tsx';
import type { ModelView } from '../../model/server/model-view.ts';
import type { EndpointView } from '../server/endpoint-view.ts';

interface RepointWarningsProps {
  endpoint: EndpointView;
  chosen: ModelView;
}

const labelsShown = 8;

export const hasOtherTask = ({ endpoint, chosen }: RepointWarningsProps): boolean =>
  endpoint.model.task !== chosen.task;

/** What clients of the endpoint would notice. */
export function RepointWarnings({ endpoint, chosen }: RepointWarningsProps) {
  const t = useTranslations('endpoint');
  const { name, model } = endpoint;
  const b = (chunks: React.ReactNode) => <b>{chunks}</b>;
  if (hasOtherTask({ endpoint, chosen }))
    return (
      <Note tone="danger">
        {t.rich('repoint.otherTask', { name, present: t(`task.${model.task}`), next: t(`task.${chosen.task}`), b })}
      </Note>
    );
  if (model.hasChatTemplate !== chosen.hasChatTemplate)
    return <Note tone="warning">{t.rich('repoint.otherChat', { isChat: String(chosen.hasChatTemplate), b })}</Note>;
  const lost = model.labels.filter((label) => !chosen.labels.includes(label));
  if (lost.length === 0) return null;
  const shown = lost.slice(0, labelsShown).join(', ');
  return (
    <Note tone="warning">
      {t('repoint.lostLabels', { count: lost.length, labels: lost.length > labelsShown ? `${shown}, …` : shown })}
    </Note>
  );
}
