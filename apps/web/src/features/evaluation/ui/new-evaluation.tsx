'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { callApi } from '../../../ui/call-api.ts';
import { Column, Columns } from '../../../ui/columns.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormSection } from '../../../ui/form-section.tsx';
import { Input } from '../../../ui/input.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { useFirstFault } from '../../file/ui/use-first-fault.ts';
import type { PlaygroundTarget } from '../../playground/ui/playground-target.ts';
import { EvaluationEstimate } from './evaluation-estimate.tsx';
import { DataFields, ModelField } from './evaluation-fields.tsx';
import { type DatasetChoice, type EvaluationForm, evaluationForm, firstEvaluation } from './evaluation-form.ts';
import { useEvaluationEstimate } from './use-evaluation-estimate.ts';

export interface NewEvaluationProps {
  projectId: string;
  /** Null for a role that may not see it. */
  billingHref: string | null;
  targets: readonly PlaygroundTarget[];
  datasets: readonly DatasetChoice[];
  first: Partial<Pick<EvaluationForm, 'model' | 'datasetId' | 'part'>>;
}

const isWritten = (target: PlaygroundTarget | undefined) => target?.mode === 'chat' || target?.mode === 'completion';

function requestOf({ model, datasetId, part, maxTokens }: EvaluationForm, target: PlaygroundTarget | undefined) {
  return { model, datasetId, part, ...(isWritten(target) ? { maxTokens: Number(maxTokens) } : {}) };
}

export function NewEvaluation({ projectId, billingHref, targets, datasets, first }: NewEvaluationProps) {
  const t = useTranslations('evaluation');
  const router = useRouter();
  const schema = useMemo(() => evaluationForm(t), [t]);
  const form = useApiForm<EvaluationForm>({
    defaultValues: firstEvaluation(targets, datasets, first),
    resolver: zodResolver(schema),
    draft: {
      name: 'new-evaluation',
      fits: ({ model, datasetId }) =>
        targets.some(({ name }) => name === model) && datasets.some(({ id }) => id === datasetId),
    },
    onSubmit: async (values) => {
      const named = values.name.trim() === '' ? {} : { name: values.name.trim() };
      const body = { ...requestOf(values, target), ...named };
      const { id } = await callApi<{ id: string }>(`/api/projects/${projectId}/evaluations`, { body });
      router.push(`/projects/${projectId}/evaluations/${id}`);
    },
  });
  const { submitCount, errors } = form.formState;
  const place = useFirstFault<HTMLFormElement>(submitCount, Object.keys(errors).length > 0);
  const values = form.watch();
  const target = targets.find(({ name }) => name === values.model);
  const isWhole = schema.safeParse(values).success;
  const asked = isWhole ? JSON.stringify(requestOf(values, target)) : null;
  const { estimate, problem, isStale } = useEvaluationEstimate(projectId, asked);
  return (
    <form ref={place} onSubmit={form.submit} noValidate>
      <Columns>
        <Column span={8}>
          <div>
            <ModelField form={form} targets={targets} target={target} datasets={datasets} />
            <DataFields form={form} target={target} datasets={datasets} />
            {isWritten(target) && (
              <FormSection title={t('new.writing')}>
                <Field label={t('new.maxTokens')} help={t('new.maxTokensHelp')} error={form.errorOf('maxTokens')}>
                  <Input {...form.register('maxTokens')} inputMode="numeric" autoComplete="off" className="w-32!" />
                </Field>
              </FormSection>
            )}
            <FormSection title={t('new.name')}>
              <Field
                label={t('new.name')}
                hint={t('new.optional')}
                help={t('new.nameHelp')}
                error={form.errorOf('name')}
              >
                <Input {...form.register('name')} autoComplete="off" placeholder={t('new.nameExample')} />
              </Field>
            </FormSection>
          </div>
        </Column>
        <Column span={4}>
          <aside aria-label={t('estimate.title')} className="xl:sticky xl:top-18">
            <EvaluationEstimate
              {...{ estimate, problem, isStale, billingHref }}
              isAsked={asked !== null}
              isBusy={form.isBusy}
              refusal={form.problem}
            />
          </aside>
        </Column>
      </Columns>
    </form>
  );
}
