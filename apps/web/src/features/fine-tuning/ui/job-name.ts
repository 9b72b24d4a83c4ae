import type { JobView } from '../server/job-view.ts';

/** What people call a job: its suffix, or the data that it learns from. */
export function jobName({ suffix, dataset }: Pick<JobView, 'suffix' | 'dataset'>): string {
  return suffix ?? `${dataset.name} v${dataset.versionNumber}`;
}
