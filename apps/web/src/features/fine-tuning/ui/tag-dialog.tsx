'use client';

import { splitTags, tagsOfJobMax } from '@modelmint/domain/job-tag';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import type { JobView } from '../server/job-view.ts';
import { tagProblem } from './tag-problem.ts';

interface TagDialogProps {
  projectId: string;
  job: Pick<JobView, 'id' | 'tags'>;
  onClose: () => void;
}

export function TagDialog({ projectId, job: { id, tags }, onClose }: TagDialogProps) {
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
