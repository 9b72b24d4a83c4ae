'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { FileText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Resolver } from 'react-hook-form';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Input } from '../../../ui/input.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { hasHeldOutShare, heldOutHelp } from './held-out-share.ts';
import type { PeekedFile } from './peek-file.ts';
import { ReadingFields } from './reading-fields.tsx';
import type { ReadingForm } from './reading-form.ts';
import { emptyUploadForm, type UploadFields, type UploadForm, uploadFieldsOf, uploadFormFor } from './upload-fields.ts';
import { useFirstFault } from './use-first-fault.ts';
import { usePeek } from './use-peek.ts';

interface ChosenFileProps {
  file: File;
  onUpload: (fields: UploadFields) => void;
  /** Another file, or none. */
  onDrop: () => void;
}

/** The last look before a file is sent. Everything is optional: the server detects what is left out. */
export function ChosenFile({ file, onUpload, onDrop }: ChosenFileProps) {
  const t = useTranslations('file');
  const { peeked, peeking } = usePeek(file);
  // Whoever is faster than the look into the file still gets its judgement.
  const resolver: Resolver<UploadForm> = async (values, context, options) => {
    const seen = await peeking;
    const whole = readByTask({ ...values, reading: withTask(values.reading, seen) });
    return zodResolver(uploadFormFor(seen, t))(whole, context, options);
  };
  const form = useApiForm<UploadForm>({
    defaultValues: { ...emptyUploadForm, datasetName: nameOf(file.name) },
    resolver,
    onSubmit: async (values) => onUpload(uploadFieldsOf(values)),
  });
  const { errorOf, register, setValue, formState } = form;
  const place = useFirstFault<HTMLFormElement>(formState.submitCount, Object.keys(formState.errors).length > 0);
  const reading = withTask(form.watch('reading'), peeked ?? null);
  return (
    <form ref={place} onSubmit={form.submit} noValidate>
      <Panel title={t('chosen.title')} aside={<FileFacts file={file} peeked={peeked ?? null} />}>
        <div className="flex items-center gap-2">
          <Icon of={FileText} className="text-fg-3" />
          <span className="min-w-0 truncate font-medium">{file.name}</span>
          <Button size="small" variant="ghost" onClick={onDrop} className="ml-auto">
            {t('chosen.another')}
          </Button>
        </div>
        <div className="mt-4 grid grid-cols-2 gap-x-5 gap-y-4 max-md:grid-cols-1">
          <Field label={t('chosen.name')} help={t('chosen.nameHelp')} error={errorOf('datasetName')}>
            <Input {...register('datasetName')} autoComplete="off" />
          </Field>
          {hasHeldOutShare(reading) && (
            <Field label={t('heldOut.label')} help={heldOutHelp(reading, t)} error={errorOf('heldOutPercent')}>
              <Input {...register('heldOutPercent')} inputMode="decimal" unit={t('heldOut.unit')} />
            </Field>
          )}
          {peeked === undefined ? (
            <PeekLoading />
          ) : (
            <ReadingFields
              peeked={peeked}
              value={reading}
              errorOf={(name) => errorOf(`reading.${name}`)}
              onChange={(next) => setValue('reading', next, { shouldValidate: formState.isSubmitted })}
            />
          )}
        </div>
        <div className="mt-5">
          <Button type="submit" variant="primary" isBusy={form.isBusy} className="max-md:h-11 max-md:w-full">
            {t('chosen.upload', { size: formatBytes(file.size) })}
          </Button>
        </div>
      </Panel>
    </form>
  );
}

/** A share that is not asked for is none to be refused. */
function readByTask(values: UploadForm): UploadForm {
  return hasHeldOutShare(values.reading) ? values : { ...values, heldOutPercent: emptyUploadForm.heldOutPercent };
}

/** With the task that was chosen, else the likeliest; none where the file could not be looked into or does not tell. */
function withTask(reading: ReadingForm, peeked: PeekedFile | null): ReadingForm {
  return { ...reading, task: reading.task === '' ? (peeked?.likeliest ?? '') : reading.task };
}

/** In the place of what the file's first bytes will say. */
function PeekLoading() {
  const t = useTranslations('file');
  return (
    <div className="col-span-full grid gap-2" aria-busy="true">
      <span className="sr-only">{t('chosen.looking')}</span>
      <Skeleton width="140px" />
      <Skeleton width="60%" />
    </div>
  );
}

function FileFacts({ file, peeked }: { file: File; peeked: PeekedFile | null }) {
  const t = useTranslations('file');
  const size = formatBytes(file.size);
  return <span>{peeked ? t(`chosen.format.${peeked.format}`, { size }) : size}</span>;
}

/** `support-tickets.csv.gz` → `support-tickets` */
function nameOf(fileName: string): string {
  return fileName.replace(/(\.(jsonl|ndjson|json|csv|tsv|txt|zip))?(\.gz)?$/i, '') || fileName;
}
