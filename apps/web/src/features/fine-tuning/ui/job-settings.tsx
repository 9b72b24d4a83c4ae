import { CopyButton } from '../../../ui/copy-button.tsx';
import { formatCount } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { JobDetail } from '../server/get-job.ts';
import { jobRequest } from './job-request.ts';

const number = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });

/** Every hyper-parameter as the number that the job uses. */
export function JobSettings({ job, baseUrl }: { job: JobDetail; baseUrl: string }) {
  const { spec } = job;
  const hyperparameters = job.method.supervised?.hyperparameters;
  const chosen = Object.entries(hyperparameters ?? {}).filter(([, value]) => value !== 'auto');
  const request = jobRequest({
    baseUrl,
    model: job.baseModel,
    trainingFile: job.trainingFileId,
    suffix: job.suffix,
    seed: job.seed,
    hyperparameters: Object.fromEntries(chosen) as Record<string, number>,
  });
  return (
    <Panel
      title="Settings"
      aside={
        <CopyButton text={request.find(({ label }) => label === 'TypeScript')?.code ?? ''} label="Copy as request" />
      }
    >
      <KeyValues
        rows={[
          ...(spec === null
            ? [{ label: 'Hyper-parameters', value: 'set when the data is checked' }]
            : [
                { label: 'Epochs', value: formatCount(spec.epochs) },
                { label: 'Batch size', value: formatCount(spec.batchSize) },
                { label: 'Learning rate', value: `${number.format(spec.learningRate)}, ${spec.schedule}` },
                { label: 'Warm-up ratio', value: number.format(spec.warmupRatio) },
                { label: 'Longest text', value: `${formatCount(spec.maxTokens)} tokens` },
                { label: 'Embedding, hidden size', value: `${spec.embeddingSize}, ${spec.hiddenSize}` },
                {
                  label: 'LSTM',
                  value: `${spec.isBidirectional ? 'both directions' : 'forward'}, ${spec.pooling} pooling`,
                },
                { label: 'Vocabulary at most', value: `${formatCount(spec.vocabularySizeMax)} words` },
                {
                  label: 'Dropout, weight decay',
                  value: `${number.format(spec.dropout)}, ${number.format(spec.weightDecay)}`,
                },
                { label: 'Evaluations', value: `${spec.evaluationsPerEpoch} per epoch` },
                { label: 'Stop early', value: `after ${spec.earlyStopPatience} worse evaluations` },
              ]),
          { label: 'Seed', value: String(job.seed) },
          ...(job.attempts > 1 ? [{ label: 'Workers tried', value: formatCount(job.attempts) }] : []),
          { label: 'Created', value: <RelativeTime at={job.createdAt} /> },
        ]}
      />
    </Panel>
  );
}
