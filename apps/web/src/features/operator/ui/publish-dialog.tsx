'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { ApiProblem } from '../../../ui/api-problem.ts';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { Note } from '../../../ui/note.tsx';
import { ProblemText } from '../../../ui/problem-text.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { type PreviewAnswer, PreviewTable } from './preview-table.tsx';
import type { TypedChange } from './price-edits.ts';

interface PublishDialogProps {
  basedOn: number;
  changes: readonly TypedChange[];
  onClose: () => void;
  onPublished: () => void;
}

/** What the changes would do, and from when. */
export function PublishDialog({ basedOn, changes, onClose, onPublished }: PublishDialogProps) {
  const t = useTranslations('operator');
  const router = useRouter();
  const { preview, problem } = usePreview(changes);
  const form = useApiForm({
    defaultValues: { effectiveFrom: '' },
    draft: { name: 'publish-prices' },
    onSubmit: async ({ effectiveFrom }) => {
      const from = effectiveFrom === '' ? null : `${effectiveFrom}:00Z`;
      const body = { basedOn, effectiveFrom: from, changes };
      const { version } = await callApi<{ version: number }>('/api/operator/prices', { body });
      showToast({ title: t('prices.publish.done', { version: String(version) }) });
      onPublished();
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog
      id="publish-prices"
      title={t('prices.publish.title', { version: String(basedOn + 1) })}
      action={t('prices.publish.action')}
      form={form}
      onClose={onClose}
    >
      {problem !== null && (
        <Note tone="warning" isAlert>
          <ProblemText problem={problem} />
        </Note>
      )}
      {preview === null && problem === null && (
        <p role="status" className="text-fg-3">
          {t('prices.publish.reading')}
        </p>
      )}
      {preview !== null && <PreviewTable preview={preview} />}
      <Field
        label={t('prices.publish.start')}
        help={t('prices.publish.startHelp')}
        error={form.errorOf('effectiveFrom')}
      >
        <Input
          type="datetime-local"
          {...form.register('effectiveFrom', {
            validate: (text) =>
              text === '' || /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) || t('prices.publish.startProblem'),
          })}
        />
      </Field>
    </FormDialog>
  );
}

function usePreview(changes: readonly TypedChange[]) {
  const [preview, setPreview] = useState<PreviewAnswer | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const body = JSON.stringify({ changes });
  useEffect(() => {
    const leaving = new AbortController();
    const options = { body: JSON.parse(body) as unknown, signal: leaving.signal };
    callApi<PreviewAnswer>('/api/operator/prices/preview', options).then(setPreview, (error: unknown) => {
      if (!leaving.signal.aborted) setProblem(ApiProblem.from(error));
    });
    return () => leaving.abort();
  }, [body]);
  return { preview, problem };
}
