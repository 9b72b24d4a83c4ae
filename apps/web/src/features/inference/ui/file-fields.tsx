'use client';

import { readsWholeRows } from '@modelmint/domain/inference-row';
import type { CallRoute } from '@modelmint/domain/wire/call-route';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormSection } from '../../../ui/form-section.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Select } from '../../../ui/select.tsx';
import type { useApiForm } from '../../../ui/use-api-form.ts';
import { DropZone } from '../../file/ui/drop-zone.tsx';
import { UploadStatus } from '../../file/ui/upload-status.tsx';
import { useUpload } from '../../file/ui/use-upload.ts';
import type { InputLook } from '../server/inspect-input.ts';
import type { InputFileView } from '../server/list-input-files.ts';
import type { InferenceForm } from './inference-form.ts';
import { InputSample } from './input-sample.tsx';

interface FileFieldsProps {
  projectId: string;
  form: ReturnType<typeof useApiForm<InferenceForm>>;
  files: readonly InputFileView[];
  sizeBytesMax: number | null;
  route: CallRoute | null;
  /** What stands in the chosen file; null while it is read. */
  look: InputLook | null;
  lookProblem: string | null;
  onFile: (file: InputFileView) => void;
}

/** The rows: a file that is here, or one from this machine; then the column. */
export function FileFields(props: FileFieldsProps) {
  const t = useTranslations('inference');
  const { form, files, route, look, lookProblem } = props;
  const { fileId, column } = form.watch();
  const chosen = files.find(({ id }) => id === fileId);
  const hasColumns = look !== null && look.columns.length > 0 && look.lines === null;
  return (
    <FormSection title={t('file.title')} description={t('file.detail')}>
      <Upload {...props} />
      <Field
        label={t('file.label')}
        error={form.errorOf('fileId')}
        help={
          chosen === undefined
            ? undefined
            : t(chosen.isForRows ? 'file.forJobs' : 'file.forTraining', { size: formatBytes(chosen.sizeBytes) })
        }
      >
        <Select
          options={files.map(({ id, name, sizeBytes, isForRows }) => ({
            value: id,
            label: name,
            detail: isForRows ? formatBytes(sizeBytes) : t('file.dataToTrainOn', { size: formatBytes(sizeBytes) }),
          }))}
          value={fileId === '' ? null : fileId}
          onValueChange={(next) => {
            const file = files.find(({ id }) => id === next);
            if (file !== undefined) props.onFile(file);
          }}
          empty={t('file.empty')}
        />
      </Field>
      {lookProblem !== null && <Note tone="danger">{lookProblem}</Note>}
      {look?.lines && <Note tone="info">{t('file.wholeCalls')}</Note>}
      {hasColumns && route !== null && !readsWholeRows(route) && (
        <Field
          label={t('file.column')}
          error={form.errorOf('column')}
          help={t(look.format === 'csv' ? 'file.columnOfCsv' : 'file.columnOfObjects')}
        >
          <Select
            options={[
              ...(look.format === 'jsonl' ? [{ value: automatic, label: t('file.asNamed') }] : []),
              ...look.columns.map((name) => ({ value: name, label: name })),
            ]}
            value={column === '' ? (look.format === 'jsonl' ? automatic : null) : column}
            onValueChange={(next) =>
              form.setValue('column', next === automatic ? '' : next, { shouldValidate: true, shouldDirty: true })
            }
          />
        </Field>
      )}
      {look !== null && look.lines === null && look.samples.length > 0 && (
        <InputSample look={look} column={column === '' ? null : column} />
      )}
    </FormSection>
  );
}

/** No column is called so: names of columns are trimmed. */
const automatic = ' ';

function Upload({ projectId, sizeBytesMax, form, onFile }: FileFieldsProps) {
  const t = useTranslations('inference');
  const [error, setError] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [sent, setSent] = useState<File | null>(null);
  const upload = useUpload(projectId, (_datasetId, fileId) => {
    if (fileId === null || sent === null) return;
    setOpen(false);
    onFile({ id: fileId, name: sent.name, sizeBytes: sent.size, isForRows: true });
  });
  if (sizeBytesMax === null) return null;
  if (upload.progress !== null && upload.progress.phase !== 'done')
    return (
      <UploadStatus
        progress={upload.progress}
        onPause={upload.pause}
        onResume={upload.resume}
        onCancel={upload.cancel}
      />
    );
  if (form.watch('fileId') !== '' && !isOpen)
    return (
      <div>
        <Button onClick={() => setOpen(true)}>{t('file.another')}</Button>
      </div>
    );
  const choose = (file: File) => {
    const refusal = refusalOf(t, file, sizeBytesMax);
    setError(refusal);
    if (refusal !== null) return;
    setSent(file);
    upload.start(file, { purpose: 'batch' });
  };
  return (
    <DropZone onFile={choose} error={error} label={t('file.withRows')}>
      {t('file.upTo', { max: formatBytes(sizeBytesMax), line: '{"image": "<base64>"}' })}
    </DropZone>
  );
}

function refusalOf(t: Translate<'inference'>, file: File, sizeBytesMax: number): string | null {
  if (file.size === 0) return t('file.isEmpty', { name: file.name });
  if (/\.zip$/i.test(file.name)) return t('file.isArchive', { name: file.name });
  if (file.size <= sizeBytesMax) return null;
  return t('file.isLarge', { name: file.name, size: formatBytes(file.size), max: formatBytes(sizeBytesMax) });
}
