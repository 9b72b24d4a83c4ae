'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Input } from '../../../ui/input.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { hasHeldOutShare, heldOutHelp } from '../../file/ui/held-out-share.ts';
import { ReadingFields } from '../../file/ui/reading-fields.tsx';
import { useFirstFault } from '../../file/ui/use-first-fault.ts';
import type { DatasetDetail } from '../server/get-dataset.ts';
import { foundFileOf, type ReadAnewForm, readAnewFormFor, readAnewFormOf, specOfForm } from './read-anew-form.ts';

interface ReadAnewProps {
  projectId: string;
  dataset: DatasetDetail;
  onClose: () => void;
}

/** The same file, read with other columns or split in another way, as a new version; the old ones stay. */
export function ReadAnew({ projectId, dataset, onClose }: ReadAnewProps) {
  const t = useTranslations('dataset');
  const fileText = useTranslations('file');
  const router = useRouter();
  const { id, fileName, spec, versionNumber, newestNumber, versions } = dataset;
  const next = newestNumber + 1;
  const isEdited = versions.some(({ edited }) => edited !== null);
  const found = foundFileOf(dataset, t);
  const now = readAnewFormOf(dataset, found);
  const check = zodResolver(readAnewFormFor(found, fileText));
  const form = useApiForm<ReadAnewForm>({
    defaultValues: now,
    // What is not asked for is nothing to be refused.
    resolver: (values, ...rest) =>
      check(hasHeldOutShare(values.reading) ? values : { ...now, reading: values.reading }, ...rest),
    fieldOf: { validationFraction: 'heldOutPercent' },
    onSubmit: async (values) => {
      await callApi(`/api/projects/${projectId}/datasets/${id}/versions`, {
        method: 'POST',
        body: specOfForm(values, spec),
      });
      onClose();
      router.refresh();
    },
  });
  const { errorOf, register, formState } = form;
  const place = useFirstFault<HTMLFormElement>(formState.submitCount, Object.keys(formState.errors).length > 0);
  const reading = form.watch('reading');
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('readAnew.title', { file: fileName })}
      width="wide"
      foot={
        <>
          <Button onClick={onClose}>{t('readAnew.keep', { number: versionNumber })}</Button>
          <Button variant="primary" type="submit" form="read-anew" isBusy={form.isBusy}>
            {t('readAnew.make', { number: next })}
          </Button>
        </>
      }
    >
      <form
        ref={place}
        id="read-anew"
        onSubmit={form.submit}
        className="grid grid-cols-2 gap-x-5 gap-y-4 max-md:grid-cols-1"
        noValidate
      >
        <p className="col-span-full text-pretty text-fg-2">
          {t(isEdited ? 'readAnew.detailEdited' : 'readAnew.detail', { number: next })}
        </p>
        <ReadingFields
          peeked={found}
          value={reading}
          errorOf={(name) => errorOf(`reading.${name}`)}
          onChange={(next) => form.setValue('reading', next, { shouldValidate: formState.isSubmitted })}
        />
        {hasHeldOutShare(reading) && (
          <>
            <Field
              label={fileText('heldOut.label')}
              help={heldOutHelp(reading, fileText)}
              error={errorOf('heldOutPercent')}
            >
              <Input {...register('heldOutPercent')} inputMode="decimal" unit={fileText('heldOut.unit')} />
            </Field>
            <Field label={t('readAnew.seed')} help={t('readAnew.seedHelp')} error={errorOf('seed')}>
              <Input {...register('seed')} inputMode="numeric" />
            </Field>
          </>
        )}
        <div className="col-span-full empty:hidden">
          <FormProblem problem={form.problem} />
        </div>
      </form>
    </Dialog>
  );
}
