'use client';

import type { Task } from '@modelmint/domain/task';
import Link from 'next/link';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { FieldGrid, FormSection } from '../../../ui/form-section.tsx';
import { formatCount, formatQuantity, formatTokens } from '../../../ui/format.ts';
import { Input } from '../../../ui/input.tsx';
import { RadioCards } from '../../../ui/radio-cards.tsx';
import { Select } from '../../../ui/select.tsx';
import { StatusIcon } from '../../../ui/status-icon.tsx';
import type { useApiForm } from '../../../ui/use-api-form.ts';
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
      <FormSection title="Name">
        <Field
          label="Suffix"
          hint="optional"
          help={
            <>
              The model will be called{' '}
              <code className="[overflow-wrap:anywhere]">
                ft:{values.baseModel}:{organizationSlug}:{values.suffix}:
              </code>{' '}
              and 8 characters.
            </>
          }
          error={form.errorOf('suffix')}
        >
          <Input {...form.register('suffix')} autoComplete="off" spellCheck={false} placeholder="intents-v3" />
        </Field>
      </FormSection>
    </div>
  );
}

function DataSection({ form, values, data, projectId, chosen, reading, onData }: JobFieldsProps) {
  return (
    <FormSection title="Data" description="The newest version of a data set; only those that are ready.">
      <Field label="Data set" help={<DataFacts chosen={chosen} reading={reading} />} error={form.errorOf('datasetId')}>
        <Select
          options={data.map(({ datasetId, name, versionNumber, blockedBecause, readings }) => ({
            value: datasetId,
            label: `${name}, version ${versionNumber}`,
            ...(blockedBecause === null ? { detail: sizeOf(readings) } : { blockedBecause }),
          }))}
          value={values.datasetId === '' ? null : values.datasetId}
          onValueChange={onData}
          placeholder="Choose a data set"
          empty={
            <>
              No data yet.{' '}
              <Link className="link" href={`/projects/${projectId}/data/new`}>
                Upload data
              </Link>
            </>
          }
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
  const error = form.errorOf(choice.name);
  return (
    <FormSection title={choice.title} description={choice.description}>
      <RadioCards
        label={choice.title}
        value={values[choice.name]}
        onValueChange={(value) => {
          form.clearErrors(choice.name);
          form.setValue(choice.name, value as JobForm[typeof choice.name], { shouldDirty: true });
        }}
        options={choice.options.map(({ value, title, detail }, index) => ({
          ...{ value, title, detail },
          ...(index === 0 && choice.options.length > 1 ? { aside: 'suggested' } : {}),
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
  const { errorOf, register, setValue, trigger } = form;
  const fields = numbersOf(values, reading);
  const areAuto = fields.every(({ name }) => values[name] === '');
  const reset = () => {
    for (const { name } of fields) setValue(name, '', { shouldValidate: true });
  };
  return (
    <FormSection
      title="Hyper-parameters"
      description="Set from the size of your data. Change what you know."
      action={
        <Button size="small" onClick={reset} blockedBecause={areAuto ? 'All are as suggested.' : null}>
          Reset to suggested
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
          <Field key={name} {...moduleLists[name].texts} hint="optional" error={errorOf(name)}>
            <Input
              {...register(name)}
              autoComplete="off"
              spellCheck={false}
              placeholder={moduleLists[name].placeholder}
            />
          </Field>
        ))}
        <Field label="Seed" help="Same seed, data and settings give the same model." error={errorOf('seed')}>
          <Input {...register('seed')} defaultValue={values.seed} inputMode="numeric" autoComplete="off" />
        </Field>
      </FieldGrid>
    </FormSection>
  );
}

const moduleLists = {
  lora_target_modules: {
    texts: {
      label: 'LoRA modules',
      help: 'Names of the linear maps that get an adapter, with commas between them, such as query, value. Empty: all of them.',
    },
    placeholder: 'all',
  },
  modules_to_save: {
    texts: {
      label: 'Modules trained whole',
      help: 'Names of modules that are trained whole and kept beside the adapter, such as lm_head: more memory and a larger file. Empty: none.',
    },
    placeholder: 'none',
  },
} as const;

/** `40 examples` */
function sizeOf(readings: JobData['readings']): string {
  const counts = readings.find(({ status }) => status === 'READY')?.counts ?? null;
  return counts === null ? '' : formatQuantity(counts.trainRows + counts.validationRows, 'example');
}

function DataFacts({ chosen, reading }: Pick<JobFieldsProps, 'chosen' | 'reading'>) {
  if (chosen === undefined) return 'Its size and what it can train stand here when one is chosen.';
  const counts = reading?.counts ?? null;
  if (counts === null) return chosen.blockedBecause ?? 'It is counted when it has been read for this task.';
  const labels = counts.labels === 0 ? '' : `, ${formatQuantity(counts.labels, 'label')}`;
  return `${heldOutWords(reading?.task, counts)}, ${formatTokens(Math.round(counts.trainTokens))} to train on${labels}`;
}

/** Of what users did, training itself holds out. */
function heldOutWords(task: Task | undefined, { trainRows, validationRows }: DataCounts): string {
  return task === 'recommendation'
    ? `${formatQuantity(trainRows, 'row')}, of which the last of each user is held out`
    : `${formatCount(trainRows)} train and ${formatCount(validationRows)} held-out examples`;
}
