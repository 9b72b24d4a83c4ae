import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatRate } from '../../../ui/format.ts';
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { resultWords } from '../../fine-tuning/ui/training-result.ts';
import type { ModelView } from '../../model/server/model-view.ts';
import type { EndpointView } from '../server/endpoint-view.ts';

interface EndpointFactsProps {
  projectId: string;
  publicUrl: string;
  endpoint: EndpointView;
  model: ModelView | undefined;
  rateMicros: bigint;
}

export function EndpointFacts({ projectId, publicUrl, endpoint, model, rateMicros }: EndpointFactsProps) {
  const t = useTranslations('endpoint');
  const result = model === undefined ? null : model.metrics;
  const { task, labels } = endpoint.model;
  const rows: KeyValue[] = [
    {
      label: t('facts.model'),
      value: (
        <Link href={`/projects/${projectId}/models/${endpoint.model.id}`} className="link">
          <code>{endpoint.model.name}</code>
        </Link>
      ),
    },
    { label: t('facts.task'), value: t(`task.${task}`) },
    ...(result === null ? [] : [{ label: t('facts.heldOut'), value: resultWords(result) }]),
    ...(labels.length === 0 ? [] : [{ label: t('facts.labels'), value: labels.join(', ') }]),
    { label: t('facts.pointed'), value: <RelativeTime at={endpoint.updatedAt} /> },
    { label: t('facts.baseUrl'), value: <CopyId id={`${publicUrl}/v1`} what={t('detail.baseUrl')} /> },
    {
      label: t('facts.projectUrl'),
      labelDetail: t('facts.projectUrlDetail'),
      value: (
        <CopyId id={endpoint.baseUrl} what={t('facts.projectUrlWhat')} shown={`/p/${projectId.slice(0, 12)}…/v1`} />
      ),
    },
    { label: t('facts.price'), value: formatRate(rateMicros), valueDetail: t(`facts.priced.${task}`) },
    { label: t('facts.created'), value: <RelativeTime at={endpoint.createdAt} /> },
    {
      label: t('facts.id'),
      value: <CopyId id={endpoint.id} what={t('facts.idWhat')} shown={`${endpoint.id.slice(0, 12)}…`} />,
    },
  ];
  return (
    <Panel title={t('facts.title')}>
      <KeyValues rows={rows} />
    </Panel>
  );
}
