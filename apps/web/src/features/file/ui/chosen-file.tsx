'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { FileText } from 'lucide-react';
import type { Resolver } from 'react-hook-form';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Input } from '../../../ui/input.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { ColumnField } from './column-field.tsx';
import type { PeekedFile } from './peek-file.ts';
import { TaskField } from './task-field.tsx';
import {
  emptyUploadForm,
  hasColumns,
  type UploadFields,
  type UploadForm,
  uploadFieldsOf,
  uploadFormFor,
} from './upload-fields.ts';
import { usePeek } from './use-peek.ts';

interface ChosenFileProps {
  file: File;
  onUpload: (fields: UploadFields) => void;
  /** Another file, or none. */
  onDrop: () => void;
}

/** The last look before a file is sent. Everything is optional: the server detects what is left out. */
export function ChosenFile({ file, onUpload, onDrop }: ChosenFileProps) {
  const { peeked, peeking } = usePeek(file);
  // Whoever is faster than the look into the file still gets its judgement.
  const resolver: Resolver<UploadForm> = async (values, context, options) => {
    const seen = await peeking;
    const rules = uploadFormFor(seen !== null && seen.guess === null);
    return zodResolver(rules)({ ...values, task: taskOf(values, seen) }, context, options);
  };
  const form = useApiForm<UploadForm>({
    defaultValues: { ...emptyUploadForm, datasetName: nameOf(file.name) },
    resolver,
    onSubmit: async (values) => onUpload(uploadFieldsOf(values)),
  });
  const { errorOf, register, setValue } = form;
  const values = form.watch();
  const task = taskOf(values, peeked ?? null);
  return (
    <form onSubmit={form.submit} noValidate>
      <Panel title="Chosen file" aside={<FileFacts file={file} peeked={peeked ?? null} />}>
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
          <Field label="Held-out share" help={heldOutHelp(task)} error={errorOf('heldOutPercent')}>
            <Input {...register('heldOutPercent')} inputMode="decimal" unit="per cent" />
          </Field>
          {peeked === undefined && <PeekLoading />}
          {peeked && task !== '' && (
            <div className="col-span-full">
              <TaskField
                tasks={peeked.tasks}
                columns={peeked.columns}
                value={task}
                onValueChange={(next) => setValue('task', next)}
              />
            </div>
          )}
          {peeked !== undefined && hasColumns(task) && peeked?.guess?.textColumn !== 'messages' && (
            <ColumnChoice
              peeked={peeked}
              values={values}
              errorOf={errorOf}
              onChange={(name, column) => setValue(name, column, { shouldValidate: true })}
            />
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

/** What was chosen, else the likeliest; empty where the file could not be looked into. */
function taskOf({ task }: Pick<UploadForm, 'task'>, peeked: PeekedFile | null): UploadForm['task'] {
  return task === '' ? (peeked?.tasks[0] ?? '') : task;
}

function heldOutHelp(task: UploadForm['task']): string {
  return task === 'text-generation'
    ? 'Examples that training never sees; loss is measured on them. 10 suits most files.'
    : 'Examples of each label that training never sees; accuracy is measured on them. 10 suits most files.';
}

interface ColumnChoiceProps {
  peeked: PeekedFile | null;
  values: UploadForm;
  errorOf: (name: 'textColumn' | 'labelColumn') => string | undefined;
  onChange: (name: 'textColumn' | 'labelColumn', column: string) => void;
}

function ColumnChoice({ peeked, values, errorOf, onChange }: ColumnChoiceProps) {
  const fields = [
    { name: 'textColumn', label: 'Text column' },
    { name: 'labelColumn', label: 'Label column' },
  ] as const;
  return fields.map(({ name, label }) => (
    <ColumnField
      key={name}
      label={label}
      value={values[name]}
      columns={peeked?.columns ?? null}
      detected={peeked?.guess?.[name] ?? null}
      error={errorOf(name)}
      onChange={(column) => onChange(name, column)}
    />
  ));
}

/** In the place of what the file's first bytes will say. */
function PeekLoading() {
  return (
    <div className="col-span-full grid gap-2" aria-busy="true">
      <span className="sr-only">Looking into the file</span>
      <Skeleton width="140px" />
      <Skeleton width="60%" />
    </div>
  );
}

const formats: Record<PeekedFile['format'], string> = { csv: ', CSV', jsonl: ', JSON Lines', zip: ', zip archive' };

function FileFacts({ file, peeked }: { file: File; peeked: PeekedFile | null }) {
  return (
    <span>
      {formatBytes(file.size)}
      {peeked && formats[peeked.format]}
    </span>
  );
}

/** `support-tickets.csv.gz` → `support-tickets` */
function nameOf(fileName: string): string {
  return fileName.replace(/(\.(jsonl|ndjson|json|csv|tsv|txt|zip))?(\.gz)?$/i, '') || fileName;
}
