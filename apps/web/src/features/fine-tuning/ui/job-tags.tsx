'use client';

import { splitTags, tagsOfJobMax } from '@modelmint/domain/job-tag';
import { Tag } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '../../../ui/call-api.ts';
import { Chip } from '../../../ui/chip.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Input } from '../../../ui/input.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import type { JobView } from '../server/job-view.ts';
import { tagProblem } from './tag-problem.ts';

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

interface TagDialogProps extends Pick<JobTagsProps, 'projectId' | 'job'> {
  onClose: () => void;
}

function TagDialog({ projectId, job: { id, tags }, onClose }: TagDialogProps) {
  const t = useTranslations('fineTuning');
  const router = useRouter();
  const form = useApiForm({
    defaultValues: { tags: tags.join(', ') },
    onSubmit: async (values) => {
      const body = { tags: splitTags(values.tags), was: tags };
      await callApi(`/api/projects/${projectId}/fine-tuning/${id}/tags`, { method: 'PUT', body });
      showToast({ title: t('tags.saved') });
      onClose();
      router.refresh();
    },
  });
  const validate = (text: string) => tagProblem(t, splitTags(text)) ?? true;
  return (
    <FormDialog id="job-tags" title={t('tags.edit')} action={t('tags.save')} form={form} onClose={onClose}>
      <Field label={t('tags.title')} help={t('tags.help', { max: tagsOfJobMax })} error={form.errorOf('tags')}>
        <Input {...form.register('tags', { validate })} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Field>
    </FormDialog>
  );
}
