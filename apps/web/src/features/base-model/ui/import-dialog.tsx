'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo, useRef, useState } from 'react';
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
import {
  emptyImportForm,
  type ImportForm,
  type ImportKind,
  importBodyOf,
  importFieldOf,
  importFormSchema,
} from './import-form.ts';
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

/** A checkpoint from the hub, from files on this machine, or from a folder on the platform's. */
export function ImportDialog({ path, kinds, archive, reach, onClose, onMade }: ImportDialogProps) {
  const t = useTranslations('baseModel');
  const [files, setFiles] = useState<readonly File[]>([]);
  /** Of the first files, which have arrived. */
  const fileIds = useRef<string[]>([]);
  const [isLost, setLost] = useState(false);
  const form = useApiForm<ImportForm>({
    defaultValues: emptyImportForm(kinds[0] ?? 'hub'),
    resolver: useMemo(() => zodResolver(importFormSchema(t)), [t]),
    fieldOf: importFieldOf,
    onSubmit: async (values) => {
      setLost(false);
      const next = values.kind === 'file' ? files[fileIds.current.length] : undefined;
      if (next !== undefined) {
        const refusal = archive === null ? null : refusalOfFiles(t, files, archive.sizeBytesMax);
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
    const refusal = archive === null ? null : refusalOfFiles(t, chosen, archive.sizeBytesMax);
    if (refusal !== null) form.setError('fileName', { type: 'size', message: refusal });
    if (isArchive(chosen)) suggest(chosen[0]?.name ?? '');
  };
  const { submit, problem, forget } = form;
  const dialogForm = { submit, problem, forget, isBusy: form.isBusy || isSending };
  const action =
    kind === 'file' && fileIds.current.length < Math.max(1, files.length)
      ? t('import.uploadAndImport')
      : t('import.title');
  return (
    <FormDialog id="import-base-model" title={t('import.title')} action={action} form={dialogForm} onClose={onClose}>
      {kinds.length > 1 && (
        <div>
          <Segments
            label={t('import.where')}
            value={kind}
            onValueChange={(next) => form.setValue('kind', next)}
            options={kinds.map((value) => ({ value, label: t(`import.kind.${value}`) }))}
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
          {t('import.fileOf', {
            file: Math.min(files.length, fileIds.current.length + 1),
            count: files.length,
          })}
        </p>
      )}
      {isSending && (
        <UploadStatus progress={progress} onPause={upload.pause} onResume={upload.resume} onCancel={upload.cancel} />
      )}
      {isLost && (
        <Note tone="warning" isAlert>
          {t('import.lost')}
        </Note>
      )}
      <NameField form={form} reach={reach} />
    </FormDialog>
  );
}

/** A part of its own, so that the form knows it after its source: the first error is then the upper one. */
function NameField({ form, reach }: { form: ReturnType<typeof useApiForm<ImportForm>>; reach: string }) {
  const t = useTranslations('baseModel');
  return (
    <Field label={t('import.name')} help={t('import.nameHelp', { reach })} error={form.errorOf('name')}>
      <Input
        {...form.register('name')}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        // i18n-ignore
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
  const t = useTranslations('baseModel');
  const { errorOf, register } = form;
  if (kind === 'file') return children;
  if (kind === 'folder')
    return (
      <Field label={t('import.folder')} help={t('import.folderHelp')} error={errorOf('path')}>
        <Input
          {...register('path', { onChange: (event) => suggest(event.target.value) })}
          autoComplete="off"
          spellCheck={false}
          // i18n-ignore
          placeholder="/srv/models/smollm2-135m"
        />
      </Field>
    );
  return (
    <>
      <Field label={t('import.repository')} help={t('import.repositoryHelp')} error={errorOf('repository')}>
        <Input
          {...register('repository', { onChange: (event) => suggest(event.target.value) })}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          // i18n-ignore
          placeholder="HuggingFaceTB/SmolLM2-135M"
        />
      </Field>
      <Field
        label={t('import.revision')}
        hint={t('import.optional')}
        help={t('import.revisionHelp')}
        error={errorOf('revision')}
      >
        <Input
          {...register('revision')}
          autoComplete="off"
          spellCheck={false}
          // i18n-ignore
          placeholder="main"
        />
      </Field>
    </>
  );
}
