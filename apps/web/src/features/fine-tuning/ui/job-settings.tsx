import { CopyButton } from '../../../ui/copy-button.tsx';
import { formatCount } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { JobDetail } from '../server/get-job.ts';
import { jobRequest } from './job-request.ts';
import { specRows } from './spec-rows.ts';

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
    hyperparameters: Object.fromEntries(chosen) as Record<string, number | string | readonly string[]>,
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
          ...(spec === null ? [{ label: 'Hyper-parameters', value: 'set when the data is checked' }] : specRows(spec)),
          { label: 'Seed', value: String(job.seed) },
          ...(job.attempts > 1 ? [{ label: 'Workers tried', value: formatCount(job.attempts) }] : []),
          { label: 'Created', value: <RelativeTime at={job.createdAt} /> },
        ]}
      />
    </Panel>
  );
}
