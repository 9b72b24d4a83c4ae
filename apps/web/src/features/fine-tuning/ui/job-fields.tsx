'use client';

import { tagsOfJobMax } from '@modelmint/domain/job-tag';
import type { Task } from '@modelmint/domain/task';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { FieldGrid, FormSection } from '../../../ui/form-section.tsx';
import { formatCount, formatTokens } from '../../../ui/format.ts';
import { Input } from '../../../ui/input.tsx';
import { RadioCards } from '../../../ui/radio-cards.tsx';
import { Select } from '../../../ui/select.tsx';
import { StatusIcon } from '../../../ui/status-icon.tsx';
import type { useApiForm } from '../../../ui/use-api-form.ts';
import { usePickerSearch } from '../../../ui/use-picker-search.ts';
import type { TrainableBase } from '../../base-model/server/list-trainable.ts';
import type { DataCounts, DataReading, JobData } from '../server/list-job-data.ts';
import { BaseSection } from './base-section.tsx';
import { choicesOf, type FormFit, numbersOf } from './fit-form.ts';
import type { HyperparameterChoice } from './hyperparameter-fields.ts';
import { HyperparameterInput, type Suggestion } from './hyperparameter-input.tsx';
import { type JobForm, listsOf } from './job-form.ts';
import type { NewJobProps } from './new-job-props.ts';

interface JobFieldsProps extends NewJobProps {
  form: ReturnType<typeof useApiForm<JobForm>>;
  values: JobForm;
  chosen: JobData | undefined;
  /** Of the chosen data for the chosen base; null where there is none yet. */
  reading: DataReading | null;
  formFit: FormFit;
  suggestion: Suggestion | null;
  onData: (datasetId: string) => void;
  onBase: (base: TrainableBase) => void;
}

export function JobFields(props: JobFieldsProps) {
  const t = useTranslations('fineTuning');
  const { form, values, projectId, chosen, bases, onBase, organizationSlug } = props;
  return (
    <div>
      <DataSection {...props} />
      <BaseSection
        projectId={projectId}
        bases={bases}
        chosenData={chosen}
        value={values.baseModel}
        onValueChange={onBase}
      />
      {choicesOf(values, props.formFit).map((choice) => (
        <ChoiceSection key={choice.name} form={form} values={values} choice={choice} />
      ))}
      <NumberSection {...props} />
      <FormSection title={t('new.name')}>
        <Field
          label={t('new.suffix')}
          hint={t('new.optional')}
          help={t.rich('new.willBeCalled', {
            name: () => (
              <code className="[overflow-wrap:anywhere]">
                {`ft:${values.baseModel}:${organizationSlug}:${values.suffix}:`}
              </code>
            ),
          })}
          error={form.errorOf('suffix')}
        >
          <Input
            {...form.register('suffix')}
            autoComplete="off"
            spellCheck={false}
            // i18n-ignore
            placeholder="intents-v3"
          />
        </Field>
        <div className="mt-4">
          <Field
            label={t('tags.title')}
            hint={t('new.optional')}
            help={t('tags.help', { max: tagsOfJobMax })}
            error={form.errorOf('tags')}
          >
            <Input
              {...form.register('tags')}
              autoComplete="off"
              autoCapitalize="none"
              // i18n-ignore
              placeholder="baseline, v2"
            />
          </Field>
        </div>
      </FormSection>
    </div>
  );
}

function DataSection({ form, values, data, projectId, chosen, reading, onData }: JobFieldsProps) {
  const t = useTranslations('fineTuning');
  const onSearch = usePickerSearch('findData', data.length);
  return (
    <FormSection title={t('new.data')} description={t('new.dataDetail')}>
      <Field
        label={t('new.dataset')}
        help={<DataFacts chosen={chosen} reading={reading} />}
        error={form.errorOf('datasetId')}
      >
        <Select
          onSearch={onSearch}
          options={data.map(({ datasetId, name, versionNumber, blockedBecause, readings }) => ({
            value: datasetId,
            label: t('new.datasetVersion', { name, version: versionNumber }),
            ...(blockedBecause === null ? { detail: sizeOf(t, readings) } : { blockedBecause }),
          }))}
          value={values.datasetId === '' ? null : values.datasetId}
          onValueChange={onData}
          placeholder={t('new.chooseDataset')}
          empty={t.rich('new.noData', {
            link: (chunks) => (
              <Link className="link" href={`/projects/${projectId}/data/new`}>
                {chunks}
              </Link>
            ),
          })}
        />
      </Field>
    </FormSection>
  );
}

/** What is chosen by a word, as the method of a fine-tuning. */
function ChoiceSection({
  form,
  values,
  choice,
}: Pick<JobFieldsProps, 'form' | 'values'> & { choice: HyperparameterChoice }) {
  const t = useTranslations('fineTuning');
  const error = form.errorOf(choice.name);
  return (
    <FormSection title={t(choice.title)} description={t(choice.description)}>
      <RadioCards
        label={t(choice.title)}
        value={values[choice.name]}
        onValueChange={(value) => {
          form.clearErrors(choice.name);
          form.setValue(choice.name, value as JobForm[typeof choice.name], { shouldDirty: true });
        }}
        options={choice.options.map(({ value, title, detail }, index) => ({
          ...{ value, title: t(title), detail: t(detail) },
          ...(index === 0 && choice.options.length > 1 ? { aside: t('new.suggested') } : {}),
        }))}
      />
      {error && (
        <p role="alert" className="tone-danger flex gap-1.5 text-small text-pretty text-(--ink)">
          <StatusIcon shape="triangle" size={14} className="mt-px" />
          <span>{error}</span>
        </p>
      )}
    </FormSection>
  );
}

function NumberSection({ form, values, reading, suggestion }: JobFieldsProps) {
  const t = useTranslations('fineTuning');
  const { errorOf, register, setValue, trigger } = form;
  const fields = numbersOf(values, reading);
  const areAuto = fields.every(({ name }) => values[name] === '');
  const reset = () => {
    for (const { name } of fields) setValue(name, '', { shouldValidate: true });
  };
  return (
    <FormSection
      title={t('new.hyperparameters')}
      description={t('new.hyperparametersDetail')}
      action={
        <Button size="small" onClick={reset} blockedBecause={areAuto ? t('new.allSuggested') : null}>
          {t('new.reset')}
        </Button>
      }
    >
      <FieldGrid>
        {fields.map((field) => (
          <HyperparameterInput
            key={field.name}
            field={field}
            value={values[field.name]}
            suggestion={suggestion}
            error={errorOf(field.name)}
            onChange={(text) =>
              setValue(field.name, text, { shouldDirty: true, shouldValidate: errorOf(field.name) !== undefined })
            }
            onBlur={() => void trigger(field.name)}
          />
        ))}
        {listsOf(values).map((name) => (
          <Field
            key={name}
            label={t(moduleLists[name].label)}
            help={t(moduleLists[name].help)}
            hint={t('new.optional')}
            error={errorOf(name)}
          >
            <Input
              {...register(name)}
              autoComplete="off"
              spellCheck={false}
              placeholder={t(moduleLists[name].placeholder)}
            />
          </Field>
        ))}
        <Field label={t('new.seed')} help={t('new.seedDetail')} error={errorOf('seed')}>
          <Input {...register('seed')} defaultValue={values.seed} inputMode="numeric" autoComplete="off" />
        </Field>
      </FieldGrid>
    </FormSection>
  );
}

const moduleLists = {
  lora_target_modules: {
    label: 'modules.lora',
    help: 'modules.loraHelp',
    placeholder: 'modules.all',
  },
  modules_to_save: {
    label: 'modules.whole',
    help: 'modules.wholeHelp',
    placeholder: 'modules.none',
  },
} as const;

/** `40 examples` */
function sizeOf(t: Translate<'fineTuning'>, readings: JobData['readings']): string {
  const counts = readings.find(({ status }) => status === 'READY')?.counts ?? null;
  return counts === null ? '' : t('new.examples', { count: counts.trainRows + counts.validationRows });
}

function DataFacts({ chosen, reading }: Pick<JobFieldsProps, 'chosen' | 'reading'>) {
  const t = useTranslations('fineTuning');
  if (chosen === undefined) return t('new.noneChosen');
  const counts = reading?.counts ?? null;
  if (counts === null) return chosen.blockedBecause ?? t('new.notCounted');
  return [
    heldOutWords(t, { task: reading?.task, counts }),
    t('new.toTrainOn', { tokens: formatTokens(Math.round(counts.trainTokens)) }),
    ...(counts.labels === 0 ? [] : [t('new.labels', { count: counts.labels })]),
  ].join(t('new.comma'));
}

/** Of what users did, training itself holds out. */
function heldOutWords(
  t: Translate<'fineTuning'>,
  { task, counts: { trainRows, validationRows } }: { task: Task | undefined; counts: DataCounts },
): string {
  return task === 'recommendation'
    ? t('new.rowsOfUsers', { count: trainRows })
    : t('new.trainAndHeldOut', { train: formatCount(trainRows), heldOut: formatCount(validationRows) });
}
