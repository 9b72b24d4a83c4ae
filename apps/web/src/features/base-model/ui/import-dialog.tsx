'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { type ReactNode, useRef, useState } from 'react';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { Note } from '../../../ui/note.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { UploadStatus } from '../../file/ui/upload-status.tsx';
import { useUpload } from '../../file/ui/use-upload.ts';
import type { BaseModelView } from '../server/base-model-view.ts';
import { CheckpointField } from './checkpoint-field.tsx';
import { isArchive, refusalOfFiles } from './chosen-files.ts';
import { emptyImportForm, ImportForm, type ImportKind, importBodyOf, importFieldOf } from './import-form.ts';
import { suggestName } from './suggest-name.ts';

export interface ArchiveUpload {
  projectId: string;
  /** The largest file that may be stored now. */
  sizeBytesMax: number;
}

interface ImportDialogProps {
  /** Where it is posted to: `/api/projects/…/base-models`. */
  path: string;
  kinds: readonly ImportKind[];
  /** Null where nothing can be uploaded. */
  archive: ArchiveUpload | null;
  /** Who will be able to use it. */
  reach: string;
  onClose: () => void;
  onMade: (made: BaseModelView) => void;
}

const kindLabels: Record<ImportKind, string> = {
  hub: 'From the hub',
  file: 'From files',
  folder: 'From a folder',
};

/** A checkpoint from the hub, from files on this machine, or from a folder on the platform's. */
export function ImportDialog({ path, kinds, archive, reach, onClose, onMade }: ImportDialogProps) {
  const [files, setFiles] = useState<readonly File[]>([]);
  /** Of the first files, which have arrived. */
  const fileIds = useRef<string[]>([]);
  const [isLost, setLost] = useState(false);
  const form = useApiForm<ImportForm>({
    defaultValues: emptyImportForm(kinds[0] ?? 'hub'),
    resolver: zodResolver(ImportForm),
    fieldOf: importFieldOf,
    onSubmit: async (values) => {
      setLost(false);
      const next = values.kind === 'file' ? files[fileIds.current.length] : undefined;
      if (next !== undefined) {
        const refusal = archive === null ? null : refusalOfFiles(files, archive.sizeBytesMax);
        if (refusal !== null) form.setError('fileName', { type: 'size', message: refusal });
        else upload.start(next, { purpose: 'base-model' });
        return;
      }
      const uploads = { isArchive: isArchive(files), fileIds: fileIds.current };
      onMade(await callApi<BaseModelView>(path, { body: importBodyOf(values, uploads) }));
    },
  });
  const upload = useUpload(archive?.projectId ?? '', (_, id) => {
    if (id === null) return setLost(true);
    fileIds.current.push(id);
    // The next one, or the import; not that of another source, which was chosen meanwhile.
    if (form.getValues('kind') === 'file') form.submit();
  });
  const { kind } = form.watch();
  const { progress } = upload;
  const isSending = progress !== null && progress.phase !== 'done';
  /** Until a name is written, it follows the source. */
  const suggest = (source: string) => {
    if (!form.getFieldState('name').isDirty) form.resetField('name', { defaultValue: suggestName(source) });
  };
  const choose = (chosen: readonly File[]) => {
    fileIds.current = [];
    setFiles(chosen);
    // Without a check by the schema: that ends later and would take the refusal away.
    form.setValue('fileName', chosen[0]?.name ?? '');
    form.clearErrors('fileName');
    const refusal = archive === null ? null : refusalOfFiles(chosen, archive.sizeBytesMax);
    if (refusal !== null) form.setError('fileName', { type: 'size', message: refusal });
    if (isArchive(chosen)) suggest(chosen[0]?.name ?? '');
  };
  const dialogForm = { submit: form.submit, isBusy: form.isBusy || isSending, problem: form.problem };
  const action =
    kind === 'file' && fileIds.current.length < Math.max(1, files.length) ? 'Upload and import' : 'Import base model';
  return (
    <FormDialog id="import-base-model" title="Import base model" action={action} form={dialogForm} onClose={onClose}>
      {kinds.length > 1 && (
        <div>
          <Segments
            label="Where it comes from"
            value={kind}
            onValueChange={(next) => form.setValue('kind', next)}
            options={kinds.map((value) => ({ value, label: kindLabels[value] }))}
          />
        </div>
      )}
      <SourceFields kind={kind} form={form} suggest={suggest}>
        {archive !== null && (
          <CheckpointField
            files={files}
            sizeBytesMax={archive.sizeBytesMax}
            error={form.errorOf('fileName')}
            isBlocked={isSending}
            onFiles={choose}
          />
        )}
      </SourceFields>
      {isSending && files.length > 1 && (
        <p className="text-small text-fg-2">
          File {Math.min(files.length, fileIds.current.length + 1)} of {files.length}
        </p>
      )}
      {isSending && (
        <UploadStatus progress={progress} onPause={upload.pause} onResume={upload.resume} onCancel={upload.cancel} />
      )}
      {isLost && (
        <Note tone="warning" isAlert>
          A file arrived, but the answer to it was lost. Choose the files again; nothing was imported yet.
        </Note>
      )}
      <NameField form={form} reach={reach} />
    </FormDialog>
  );
}

/** A part of its own, so that the form knows it after its source: the first error is then the upper one. */
function NameField({ form, reach }: { form: ReturnType<typeof useApiForm<ImportForm>>; reach: string }) {
  return (
    <Field label="Name" help={`Jobs and calls name it so. ${reach}`} error={form.errorOf('name')}>
      <Input
        {...form.register('name')}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder="smollm2-135m"
      />
    </Field>
  );
}

interface SourceFieldsProps {
  kind: ImportKind;
  form: ReturnType<typeof useApiForm<ImportForm>>;
  suggest: (source: string) => void;
  /** The field of the files. */
  children: ReactNode;
}

function SourceFields({ kind, form, suggest, children }: SourceFieldsProps) {
  const { errorOf, register } = form;
  if (kind === 'file') return children;
  if (kind === 'folder')
    return (
      <Field
        label="Folder"
        help="On the worker’s machine: the folder with config.json, *.safetensors and tokenizer.json."
        error={errorOf('path')}
      >
        <Input
          {...register('path', { onChange: (event) => suggest(event.target.value) })}
          autoComplete="off"
          spellCheck={false}
          placeholder="/srv/models/smollm2-135m"
        />
      </Field>
    );
  return (
    <>
      <Field
        label="Repository"
        help="owner/name on the hub. Only its configuration, *.safetensors and tokenizer are fetched; code is never run."
        error={errorOf('repository')}
      >
        <Input
          {...register('repository', { onChange: (event) => suggest(event.target.value) })}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="HuggingFaceTB/SmolLM2-135M"
        />
      </Field>
      <Field
        label="Revision"
        hint="optional"
        help="A branch, a tag or a commit. Left empty: main."
        error={errorOf('revision')}
      >
        <Input {...register('revision')} autoComplete="off" spellCheck={false} placeholder="main" />
      </Field>
    </>
  );
}
