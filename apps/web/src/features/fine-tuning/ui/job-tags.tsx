'use client';

import { Tag } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Chip } from '../../../ui/chip.tsx';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { JobView } from '../server/job-view.ts';

const TagDialog = dialogOnUse(async () => (await import('./tag-dialog.tsx')).TagDialog);

interface JobTagsProps {
  projectId: string;
  job: Pick<JobView, 'id' | 'tags'>;
  canWrite: boolean;
}

/** Each leads to the jobs that have it. */
export function JobTags({ projectId, job, canWrite }: JobTagsProps) {
  const t = useTranslations('fineTuning');
  const [isOpen, setOpen] = useState(false);
  if (job.tags.length === 0 && !canWrite) return null;
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <Icon of={Tag} />
      {job.tags.map((tag) => (
        <Link
          key={tag}
          href={`/projects/${projectId}/fine-tuning?tag=${encodeURIComponent(tag)}`}
          title={t('tags.showJobs', { tag })}
          className="rounded-sm hover:bg-hover"
        >
          <Chip>{tag}</Chip>
        </Link>
      ))}
      {canWrite && (
        <button type="button" className="link text-small max-md:min-h-10" onClick={() => setOpen(true)}>
          {job.tags.length === 0 ? t('tags.add') : t('tags.edit')}
        </button>
      )}
      {isOpen && <TagDialog projectId={projectId} job={job} onClose={() => setOpen(false)} />}
    </span>
  );
}
