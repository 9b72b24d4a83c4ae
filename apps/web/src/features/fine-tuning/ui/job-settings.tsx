import { useTranslations } from 'next-intl';
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
  const t = useTranslations('fineTuning');
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
      title={t('settings.title')}
      aside={
        <CopyButton
          text={request.find(({ label }) => label === 'TypeScript')?.code ?? ''}
          label={t('settings.copyRequest')}
        />
      }
    >
      <KeyValues
        rows={[
          ...(spec === null
            ? [{ label: t('new.hyperparameters'), value: t('settings.whenChecked') }]
            : specRows(t, spec)),
          { label: t('new.seed'), value: String(job.seed) },
          ...(job.attempts > 1 ? [{ label: t('settings.workersTried'), value: formatCount(job.attempts) }] : []),
          { label: t('settings.created'), value: <RelativeTime at={job.createdAt} /> },
        ]}
      />
    </Panel>
  );
}
