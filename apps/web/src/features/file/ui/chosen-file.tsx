'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { FileText } from 'lucide-react';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Input } from '../../../ui/input.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { ColumnField } from './column-field.tsx';
import type { PeekedColumns } from './peek-columns.ts';
import { emptyUploadForm, type UploadFields, type UploadForm, uploadFieldsOf, uploadFormFor } from './upload-fields.ts';

interface ChosenFileProps {
  file: File;
  peeked: PeekedColumns | null;
  onUpload: (fields: UploadFields) => void;
  /** Another file, or none. */
  onDrop: () => void;
}

/** The last look before a file is sent. Everything is optional: the server detects what is left out. */
export function ChosenFile({ file, peeked, onUpload, onDrop }: ChosenFileProps) {
  const form = useApiForm<UploadForm>({
    defaultValues: { ...emptyUploadForm, datasetName: nameOf(file.name) },
    resolver: zodResolver(uploadFormFor(peeked !== null && peeked.guess === null)),
    onSubmit: async (values) => onUpload(uploadFieldsOf(values)),
  });
  const { errorOf, register, setValue, watch } = form;
  const isChat = peeked?.guess?.textColumn === 'messages';
  return (
    <form onSubmit={form.submit} noValidate>
      <Panel title="Chosen file" aside={<FileFacts file={file} peeked={peeked} />}>
        <div className="flex items-center gap-2">
          <Icon of={FileText} className="text-fg-3" />
          <span className="min-w-0 truncate font-medium">{file.name}</span>
          <Button size="small" variant="ghost" onClick={onDrop} className="ml-auto">
            Choose another
          </Button>
        </div>
        <div className="mt-4 grid grid-cols-2 gap-x-5 gap-y-4 max-md:grid-cols-1">
          <Field label="Data set name" help="How it is called here and in jobs." error={errorOf('datasetName')}>
            <Input {...register('datasetName')} autoComplete="off" />
          </Field>
          <Field
            label="Held-out share"
            help="Examples of each label that training never sees; accuracy is measured on them. 10 suits most files."
            error={errorOf('heldOutPercent')}
          >
            <Input {...register('heldOutPercent')} inputMode="decimal" unit="per cent" />
          </Field>
          {isChat ? (
            <p className="col-span-full text-small text-pretty text-fg-3">
              Chat format: the user message is read as the text, the assistant message as its label.
            </p>
          ) : (
            <>
              <ColumnField
                label="Text column"
                value={watch('textColumn')}
                columns={peeked?.columns ?? null}
                detected={peeked?.guess?.textColumn ?? null}
                error={errorOf('textColumn')}
                onChange={(column) => setValue('textColumn', column, { shouldValidate: true })}
              />
              <ColumnField
                label="Label column"
                value={watch('labelColumn')}
                columns={peeked?.columns ?? null}
                detected={peeked?.guess?.labelColumn ?? null}
                error={errorOf('labelColumn')}
                onChange={(column) => setValue('labelColumn', column, { shouldValidate: true })}
              />
            </>
          )}
        </div>
        <div className="mt-5">
          <Button type="submit" variant="primary" isBusy={form.isBusy} className="max-md:h-11 max-md:w-full">
            Upload {formatBytes(file.size)}
          </Button>
        </div>
      </Panel>
    </form>
  );
}

function FileFacts({ file, peeked }: Pick<ChosenFileProps, 'file' | 'peeked'>) {
  const format = peeked === null ? '' : peeked.format === 'csv' ? ', CSV' : ', JSON Lines';
  return (
    <span>
      {formatBytes(file.size)}
      {format}
    </span>
  );
}

/** `support-tickets.csv.gz` → `support-tickets` */
function nameOf(fileName: string): string {
  return fileName.replace(/(\.(jsonl|ndjson|json|csv|tsv|txt))?(\.gz)?$/i, '') || fileName;
}
