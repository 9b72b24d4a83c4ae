'use client';

import { editsMax } from '@modelmint/domain/dataset-edit';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useAction } from '../../../ui/use-action.ts';
import type { DatasetDetail } from '../server/get-dataset.ts';
import { useDraftEdits } from './use-draft-edits.ts';

interface EditBarProps {
  projectId: string;
  dataset: DatasetDetail;
}

/** What was changed in the rows of the version that is shown, and the button that makes another one of it. */
export function EditBar({ projectId, dataset }: EditBarProps) {
  const t = useTranslations('dataset');
  const router = useRouter();
  const { id, versionId, versionNumber, newestNumber, editableVersionId } = dataset;
  const { edits, clear } = useDraftEdits(versionId);
  const save = useAction(async () => {
    const made = await callApi<{ number: number }>(`/api/projects/${projectId}/datasets/${id}/edits`, {
      body: { baseVersionId: versionId, edits: edits.map(({ split, row, label }) => ({ split, row, label })) },
    });
    clear();
    showToast({ title: t('edit.saved', { number: made.number }), detail: t('edit.savedDetail') });
    router.push(`/projects/${projectId}/data/${id}`);
    router.refresh();
  });
  if (edits.length === 0) return null;
  const removed = edits.filter(({ label }) => label === null).length;
  const isLate = editableVersionId !== versionId;
  const blockedBecause = isLate
    ? t('edit.late', { number: newestNumber, base: versionNumber })
    : edits.length > editsMax
      ? t('edit.tooMany', { count: edits.length, max: editsMax })
      : null;
  return (
    <section
      aria-label={t('edit.bar')}
      className="sticky bottom-4 z-10 grid gap-2 rounded-lg border border-line-strong bg-surface px-4 py-2.5 shadow-float max-md:bottom-18"
    >
      <FormProblem problem={save.problem} />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 text-pretty" aria-live="polite">
          {t('edit.count', { changed: edits.length - removed, removed })}{' '}
          <span className="text-fg-3">{blockedBecause ?? t('edit.stays', { number: versionNumber })}</span>
        </p>
        <span className="flex gap-2 max-md:w-full max-md:[&>*]:flex-1">
          <Button onClick={clear}>{t('edit.discard')}</Button>
          <Button variant="primary" onClick={() => save.run()} isBusy={save.isBusy} blockedBecause={blockedBecause}>
            {t('edit.save', { number: newestNumber + 1 })}
          </Button>
        </span>
      </div>
    </section>
  );
}
