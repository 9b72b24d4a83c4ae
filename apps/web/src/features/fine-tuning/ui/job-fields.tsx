'use client';

import { baseModels, type TextClassifierSpec, type TrainingData } from '@modelmint/domain/hyperparameters';
import Link from 'next/link';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { FieldGrid, FormSection } from '../../../ui/form-section.tsx';
import { formatCount, formatMoney, formatQuantity, formatTokens } from '../../../ui/format.ts';
import { Input } from '../../../ui/input.tsx';
import { RadioCards } from '../../../ui/radio-cards.tsx';
import { Select } from '../../../ui/select.tsx';
import type { useApiForm } from '../../../ui/use-api-form.ts';
import { hyperparameterFields } from './hyperparameter-fields.ts';
import { HyperparameterInput } from './hyperparameter-input.tsx';
import type { JobData } from './job-data.ts';
import type { JobForm } from './job-form.ts';
import type { NewJobProps } from './new-job-props.ts';

interface JobFieldsProps extends NewJobProps {
  form: ReturnType<typeof useApiForm<JobForm>>;
  values: JobForm;
  chosen: JobData | undefined;
  suggestion: { spec: TextClassifierSpec; data: TrainingData } | null;
}

export function JobFields(props: JobFieldsProps) {
  const { form, values, data, projectId, chosen, suggestion, organizationSlug, rateMicros } = props;
  const { errorOf, register, setValue, trigger } = form;
  const areAuto = hyperparameterFields.every(({ name }) => values[name] === '');
  const reset = () => {
    for (const { name } of hyperparameterFields) setValue(name, '', { shouldValidate: true });
  };
  return (
    <div>
      <FormSection title="Data" description="The newest version of a data set; only those that are ready.">
        <Field label="Data set" help={<DataFacts chosen={chosen} />} error={errorOf('datasetId')}>
          <Select
            options={data.map(({ datasetId, name, versionNumber, blockedBecause, counts }) => ({
              value: datasetId,
              label: `${name}, version ${versionNumber}`,
              ...(blockedBecause === null
                ? { detail: counts === null ? '' : formatQuantity(counts.trainRows + counts.validationRows, 'example') }
                : { blockedBecause }),
            }))}
            value={values.datasetId === '' ? null : values.datasetId}
            onValueChange={(datasetId) => setValue('datasetId', datasetId, { shouldValidate: true })}
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
      <FormSection title="Start from" description="Models that can learn the task of this data: text classification.">
        <RadioCards
          label="Base model"
          value={values.baseModel}
          onValueChange={(model) => setValue('baseModel', model, { shouldValidate: true })}
          options={baseModels.map(({ id, about }) => ({
            value: id,
            title: id,
            detail: about,
            aside: formatMoney(rateMicros),
            asideDetail: 'per 1\u2009M tokens',
          }))}
        />
      </FormSection>
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
          {hyperparameterFields.map((field) => (
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
          <Field label="Seed" help="Same seed, data and settings give the same model." error={errorOf('seed')}>
            <Input {...register('seed')} defaultValue={values.seed} inputMode="numeric" autoComplete="off" />
          </Field>
        </FieldGrid>
      </FormSection>
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
          error={errorOf('suffix')}
        >
          <Input {...register('suffix')} autoComplete="off" spellCheck={false} placeholder="intents-v3" />
        </Field>
      </FormSection>
    </div>
  );
}

function DataFacts({ chosen }: { chosen: JobData | undefined }) {
  if (chosen === undefined) return 'Its size and its labels stand here when one is chosen.';
  const { counts } = chosen;
  if (counts === null) return chosen.blockedBecause;
  const rows = `${formatCount(counts.trainRows)} train and ${formatCount(counts.validationRows)} held-out examples`;
  return `${rows}, ${formatTokens(counts.trainTokens)} to train on, ${formatQuantity(counts.labels, 'label')}`;
}
