'use client';

import { useTranslations } from 'next-intl';
import { Field } from '../../../ui/field.tsx';
import { FormSection } from '../../../ui/form-section.tsx';
import { Note } from '../../../ui/note.tsx';
import { RadioCards } from '../../../ui/radio-cards.tsx';
import { Select } from '../../../ui/select.tsx';
import type { useApiForm } from '../../../ui/use-api-form.ts';
import { usePickerSearch } from '../../../ui/use-picker-search.ts';
import { shortModelName } from '../../model/ui/short-model-name.ts';
import type { PlaygroundTarget } from '../../playground/ui/playground-target.ts';
import { type DatasetChoice, type EvaluationForm, firstEvaluation, taskOfTarget } from './evaluation-form.ts';

interface FieldsProps {
  form: ReturnType<typeof useApiForm<EvaluationForm>>;
  target: PlaygroundTarget | undefined;
  datasets: readonly DatasetChoice[];
}

export function ModelField({
  form,
  target,
  targets,
  datasets,
}: FieldsProps & { targets: readonly PlaygroundTarget[] }) {
  const t = useTranslations('evaluation');
  const onSearch = usePickerSearch('find', targets.filter(({ kind }) => kind === 'model').length);
  const choose = (name: string) => {
    form.setValue('model', name, { shouldValidate: true });
    const next = targets.find((one) => one.name === name);
    const data = datasets.find(({ id }) => id === form.getValues('datasetId'));
    if (next === undefined || data?.task === taskOfTarget(next)) return;
    // Data that fits the new model.
    const { datasetId, part } = firstEvaluation([next], datasets, { model: name });
    form.setValue('datasetId', datasetId, { shouldValidate: datasetId !== '' });
    form.setValue('part', part);
  };
  return (
    <FormSection title={t('new.model')} description={t('new.modelAbout')}>
      <Field label={t('new.modelLabel')} error={form.errorOf('model')}>
        <Select
          onSearch={onSearch}
          options={targets.map((one) => ({
            value: one.name,
            label: one.kind === 'model' ? shortModelName(one.name) : one.name,
            detail: t(`new.kind.${one.kind}`),
          }))}
          value={target?.name ?? null}
          onValueChange={choose}
        />
      </Field>
    </FormSection>
  );
}

export function DataFields({ form, target, datasets }: FieldsProps) {
  const t = useTranslations('evaluation');
  const { datasetId, part } = form.watch();
  const onSearch = usePickerSearch('findData', datasets.length);
  const data = datasets.find(({ id }) => id === datasetId);
  const task = target === undefined ? null : taskOfTarget(target);
  const isSeen = data !== undefined && part === 'all' && data.versionId === target?.datasetVersionId;
  const choose = (id: string) => {
    form.setValue('datasetId', id, { shouldValidate: true });
    if (datasets.find((one) => one.id === id)?.heldOut === 0) form.setValue('part', 'all');
  };
  return (
    <FormSection title={t('new.data')}>
      <Field label={t('new.dataLabel')} error={form.errorOf('datasetId')}>
        <Select
          onSearch={onSearch}
          options={datasets.map((one) => ({
            ...{ value: one.id, label: one.name, detail: t('new.rowsOfData', { all: one.all, held: one.heldOut }) },
            ...(one.task === task ? {} : { blockedBecause: t('new.otherTask') }),
          }))}
          value={data?.id ?? null}
          onValueChange={choose}
        />
      </Field>
      <RadioCards
        label={t('new.which')}
        value={part}
        onValueChange={(value) => form.setValue('part', value, { shouldValidate: true })}
        options={[
          {
            ...{ value: 'validation' as const, title: t('part.validation'), detail: t('new.validationAbout') },
            ...(data === undefined ? {} : { aside: t('new.rowCount', { count: data.heldOut }) }),
            ...(data?.heldOut === 0 ? { blockedBecause: t('new.noHeldOut') } : {}),
          },
          {
            ...{ value: 'all' as const, title: t('part.all'), detail: t('new.allAbout') },
            ...(data === undefined ? {} : { aside: t('new.rowCount', { count: data.all }) }),
          },
        ]}
      />
      {form.errorOf('part') !== undefined && (
        <Note tone="danger" isAlert>
          {form.errorOf('part')}
        </Note>
      )}
      {isSeen && <Note tone="warning">{t('new.seen')}</Note>}
    </FormSection>
  );
}
