import Link from 'next/link';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatRate, formatShare } from '../../../ui/format.ts';
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { ModelView } from '../../model/server/model-view.ts';
import type { EndpointView } from '../server/endpoint-view.ts';
import { accuracyOf } from './model-select.tsx';

interface EndpointFactsProps {
  projectId: string;
  publicUrl: string;
  endpoint: EndpointView;
  model: ModelView | undefined;
  rateMicros: bigint;
}

export function EndpointFacts({ projectId, publicUrl, endpoint, model, rateMicros }: EndpointFactsProps) {
  const accuracy = model === undefined ? null : accuracyOf(model);
  const rows: KeyValue[] = [
    {
      label: 'Model',
      value: (
        <Link href={`/projects/${projectId}/models/${endpoint.model.id}`} className="link">
          <code>{endpoint.model.name}</code>
        </Link>
      ),
    },
    ...(accuracy === null ? [] : [{ label: 'Accuracy on held-out rows', value: formatShare(accuracy) }]),
    { label: 'Labels', value: endpoint.model.labels.join(', ') },
    { label: 'Pointed there', value: <RelativeTime at={endpoint.updatedAt} /> },
    { label: 'Base URL', value: <CopyId id={`${publicUrl}/v1`} what="base URL" /> },
    {
      label: 'Base URL with the project',
      labelDetail: 'refuses keys of other projects',
      value: <CopyId id={endpoint.baseUrl} what="base URL of the project" shown={`/p/${projectId.slice(0, 12)}…/v1`} />,
    },
    { label: 'Price, input', value: formatRate(rateMicros), valueDetail: 'the answer is free' },
    { label: 'Created', value: <RelativeTime at={endpoint.createdAt} /> },
    {
      label: 'Endpoint id',
      value: <CopyId id={endpoint.id} what="endpoint id" shown={`${endpoint.id.slice(0, 12)}…`} />,
    },
  ];
  return (
    <Panel title="Settings">
      <KeyValues rows={rows} />
    </Panel>
  );
}
