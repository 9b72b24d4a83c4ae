'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter } from 'next/navigation';
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
  const router = useRouter();
  const { id, fileName, spec, versionNumber } = dataset;
  const found = foundFileOf(dataset);
  const now = readAnewFormOf(dataset, found);
  const check = zodResolver(readAnewFormFor(found));
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
      title={`Read ${fileName} anew`}
      width="wide"
      foot={
        <>
          <Button onClick={onClose}>Keep version {versionNumber}</Button>
          <Button variant="primary" type="submit" form="read-anew" isBusy={form.isBusy}>
            Make version {versionNumber + 1}
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
          The same file becomes version {versionNumber + 1}. Jobs and models that were made from earlier versions keep
          them. For other rows, upload a new file.
        </p>
        <ReadingFields
          peeked={found}
          value={reading}
          errorOf={(name) => errorOf(`reading.${name}`)}
          onChange={(next) => form.setValue('reading', next, { shouldValidate: formState.isSubmitted })}
        />
        {hasHeldOutShare(reading) && (
          <>
            <Field label="Held-out share" help={heldOutHelp(reading)} error={errorOf('heldOutPercent')}>
              <Input {...register('heldOutPercent')} inputMode="decimal" unit="per cent" />
            </Field>
            <Field label="Seed of the split" help="The same file and seed give the same split." error={errorOf('seed')}>
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
