'use client';

import { X } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Select } from '../../../ui/select.tsx';
import { Swatch } from '../../../ui/swatch.tsx';
import type { JobView } from '../server/job-view.ts';
import { comparedMax } from './compared-max.ts';
import { jobName } from './job-name.ts';
import { JobStatus } from './job-status.tsx';

interface CompareHeadsProps {
  projectId: string;
  jobs: readonly JobView[];
  names: readonly string[];
  /** The newest of the project, to choose another one from. */
  others: readonly JobView[];
}

/** The jobs that are compared, with a way to take one out and to add one. */
export function CompareHeads({ projectId, jobs, names, others }: CompareHeadsProps) {
  const t = useTranslations('fineTuning');
  const router = useRouter();
  const home = `/projects/${projectId}/fine-tuning`;
  const show = (ids: readonly string[]) => router.push(`${home}/compare?jobs=${ids.join(',')}`, { scroll: false });
  const ids = jobs.map(({ id }) => id);
  const rest = others.filter(({ id }) => !ids.includes(id));
  return (
    <ul className="flex flex-wrap gap-3" aria-label={t('compare.jobs')}>
      {jobs.map((job, at) => (
        <li
          key={job.id}
          className="flex max-w-full min-w-0 items-center gap-3 rounded-lg border border-line bg-surface py-1.5 pr-1.5 pl-3"
        >
          <span className="min-w-0">
            <Link href={`${home}/${job.id}`} className="font-medium [overflow-wrap:anywhere] hover:underline">
              <Swatch colour={at} />
              {names[at]}
            </Link>
            <span className="block text-small text-fg-2">
              <JobStatus job={job} />
            </span>
          </span>
          <IconButton
            label={t('compare.remove', { name: names[at] ?? '' })}
            icon={<Icon of={X} />}
            onClick={() => show(ids.filter((id) => id !== job.id))}
          />
        </li>
      ))}
      {jobs.length < comparedMax && rest.length > 0 && (
        <li className="flex items-center">
          <Select
            label={t('compare.add')}
            placeholder={t('compare.add')}
            className="w-56!"
            value={null}
            onValueChange={(id) => show([...ids, id])}
            options={rest.map((job) => ({ value: job.id, label: jobName(job), detail: job.baseModel }))}
          />
        </li>
      )}
    </ul>
  );
}
