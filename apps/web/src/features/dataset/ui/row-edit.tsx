'use client';

import { judgeEdit } from '@modelmint/domain/dataset-edit';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { Pencil, Trash2, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useProblemTranslator } from '../../../i18n/use-problem-translator.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Input } from '../../../ui/input.tsx';
import { Textarea } from '../../../ui/textarea.tsx';
import type { PlacedExample } from '../server/list-examples.ts';
import type { DraftEdits } from './use-draft-edits.ts';

export interface RowEditing {
  split: 'train' | 'validation';
  report: DatasetReport;
  drafts: DraftEdits;
}

interface RowEditProps extends RowEditing {
  example: PlacedExample;
}

/** The buttons of a row: another label, no row, and as it was. */
export function RowEdit({ example, split, report, drafts }: RowEditProps) {
  const t = useTranslations('dataset');
  const [isOpen, setOpen] = useState(false);
  const { row, label: was, isEditable } = example;
  const place = { split, row };
  const draft = drafts.find(place);
  const canRelabel = isEditable && !(report.task === 'recommendation' && !report.ratings?.ratingColumn);
  const number = formatCount(row);
  if (draft !== undefined)
    return (
      <IconButton
        label={t('edit.undo', { row: number })}
        icon={<Icon of={Undo2} size={14} />}
        onClick={() => drafts.put([{ ...draft, label: draft.was }])}
      />
    );
  return (
    <span className="inline-flex">
      {canRelabel && (
        <IconButton
          label={t('edit.open', { row: number })}
          icon={<Icon of={Pencil} size={14} />}
          onClick={() => setOpen(true)}
        />
      )}
      <IconButton
        label={t('edit.remove', { row: number })}
        icon={<Icon of={Trash2} size={14} />}
        onClick={() => drafts.put([{ ...place, label: null, was }])}
      />
      {isOpen && (
        <EditDialog
          example={example}
          report={report}
          onClose={() => setOpen(false)}
          onLabel={(label) => drafts.put([{ ...place, label, was }])}
        />
      )}
    </span>
  );
}

interface EditDialogProps {
  example: PlacedExample;
  report: DatasetReport;
  onClose: () => void;
  onLabel: (label: string) => void;
}

function EditDialog({ example, report, onClose, onLabel }: EditDialogProps) {
  const t = useTranslations('dataset');
  const translate = useProblemTranslator();
  const [label, setLabel] = useState(example.label);
  const [error, setError] = useState<string | null>(null);
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const id = useId();
  const { task, labels } = report;
  const isLong = task === 'text-generation';
  const keep = (event: FormEvent) => {
    event.preventDefault();
    const problem = judgeEdit(report, { label, row: example.row });
    setError(problem === null ? null : translate(problem.message));
    if (problem !== null) return input.current?.focus();
    onLabel(isLong ? label : label.trim());
    onClose();
  };
  const control = {
    ref: input,
    value: label,
    autoFocus: true,
    onChange: (event: { target: { value: string } }) => setLabel(event.target.value),
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      width={isLong ? 'wide' : 'regular'}
      title={t('edit.title', { row: formatCount(example.row) })}
      foot={
        <>
          <Button onClick={onClose}>{t('edit.keep')}</Button>
          <Button variant="primary" type="submit" form={id}>
            {t(`edit.change.${kindOf(task)}`)}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={keep} noValidate className="grid gap-3">
        {example.text !== '' && (
          <p className="max-h-40 overflow-y-auto whitespace-pre-line text-fg-2 [overflow-wrap:anywhere]">
            {example.text}
          </p>
        )}
        <Field label={t(`edit.field.${kindOf(task)}`)} error={error}>
          {isLong ? (
            <Textarea {...control} rows={8} />
          ) : (
            <Input {...control} list={`${id}-labels`} autoComplete="off" />
          )}
        </Field>
        {labels.length > 0 && (
          <datalist id={`${id}-labels`}>
            {labels.map(({ label: known }) => (
              <option key={known} value={known} />
            ))}
          </datalist>
        )}
      </form>
    </Dialog>
  );
}

/** What the label of a row is called. */
export function kindOf(task: DatasetReport['task']): 'label' | 'answer' | 'target' | 'rating' {
  if (task === 'text-generation') return 'answer';
  if (task === 'tabular') return 'target';
  return task === 'recommendation' ? 'rating' : 'label';
}
