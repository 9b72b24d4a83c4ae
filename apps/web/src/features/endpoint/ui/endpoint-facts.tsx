import { type Task, taskNames } from '@modelmint/domain/task';
import Link from 'next/link';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatRate } from '../../../ui/format.ts';
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { readTrainingResult, resultWords } from '../../fine-tuning/ui/training-result.ts';
import type { ModelView } from '../../model/server/model-view.ts';
import type { EndpointView } from '../server/endpoint-view.ts';

interface EndpointFactsProps {
  projectId: string;
  publicUrl: string;
  endpoint: EndpointView;
  model: ModelView | undefined;
  rateMicros: bigint;
}

/** What the tokens are that are charged. */
const priced: Record<Task, string> = {
  'text-classification': 'tokens of the text; the answer is free',
  'text-generation': 'tokens of prompt and answer',
  'image-classification': 'one token for each 8 × 8 pixels, at most 256 for an image',
  tabular: 'one token for each cell that the model reads; the answer is free',
  recommendation: 'one token for each item that is answered',
};

export function EndpointFacts({ projectId, publicUrl, endpoint, model, rateMicros }: EndpointFactsProps) {
  const result = model === undefined ? null : readTrainingResult(model.metrics);
  const { task, labels } = endpoint.model;
  const rows: KeyValue[] = [
    {
      label: 'Model',
      value: (
        <Link href={`/projects/${projectId}/models/${endpoint.model.id}`} className="link">
          <code>{endpoint.model.name}</code>
        </Link>
      ),
    },
    { label: 'Task', value: taskNames[task] },
    ...(result === null ? [] : [{ label: 'On held-out rows', value: resultWords(result) }]),
    ...(labels.length === 0 ? [] : [{ label: 'Labels', value: labels.join(', ') }]),
    { label: 'Pointed there', value: <RelativeTime at={endpoint.updatedAt} /> },
    { label: 'Base URL', value: <CopyId id={`${publicUrl}/v1`} what="base URL" /> },
    {
      label: 'Base URL with the project',
      labelDetail: 'refuses keys of other projects',
      value: <CopyId id={endpoint.baseUrl} what="base URL of the project" shown={`/p/${projectId.slice(0, 12)}…/v1`} />,
    },
    { label: 'Price', value: formatRate(rateMicros), valueDetail: priced[task] },
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
