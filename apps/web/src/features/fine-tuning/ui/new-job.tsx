'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { autoHyperparameters } from '@modelmint/domain/hyperparameters';
import { splitTags } from '@modelmint/domain/job-tag';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { callApi } from '../../../ui/call-api.ts';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import type { TrainableBase } from '../../base-model/server/list-trainable.ts';
import { chooseBase, fitOf } from './base-fit.ts';
import { EstimatePanel } from './estimate-panel.tsx';
import { fitForm } from './fit-form.ts';
import type { Suggestion } from './hyperparameter-input.tsx';
import { JobFields } from './job-fields.tsx';
import {
  changedHyperparameters,
  emptyJobForm,
  hyperparametersOf,
  type JobForm,
  jobFormSchema,
  kindOfBase,
} from './job-form.ts';
import { jobRequest } from './job-request.ts';
import type { NewJobProps } from './new-job-props.ts';
import { useEstimate } from './use-estimate.ts';

/** Where the API says a name that the form does not have. */
const fieldOf = Object.fromEntries([
  ['model', 'baseModel'],
  ['source', 'datasetId'],
  ['training_file', 'datasetId'],
  ['datasetId', 'datasetId'],
  ...Object.keys(autoHyperparameters).map((name) => [`method.supervised.hyperparameters.${name}`, name]),
]) as Record<string, keyof JobForm>;

/** What the form begins with: what the link asks for, else the newest data and what it trains best. */
function firstValues({ data, bases, datasetId, baseModel, settings }: NewJobProps): JobForm {
  const usable = data.filter(({ blockedBecause }) => blockedBecause === null);
  const wanted = baseModel ?? settings.baseModel ?? '';
  const asked = bases.find(({ name }) => name === wanted);
  const chosen =
    usable.find((one) => one.datasetId === datasetId) ??
    usable.find((one) => asked !== undefined && fitOf(one, asked).kind === 'read') ??
    usable[0];
  const base = chooseBase(bases, chosen, wanted);
  const empty = emptyJobForm(chosen?.datasetId ?? '', {
    name: base?.name ?? '',
    kind: base === undefined ? 'text-classification' : kindOfBase(base),
  });
  return { ...empty, ...settings, baseModel: empty.baseModel, kind: empty.kind };
}

/** The data and the base of the form, and what is known of the one for the other. */
function matchOf({ data, bases }: NewJobProps, { datasetId, baseModel }: JobForm) {
  const chosen = data.find((one) => one.datasetId === datasetId);
  const current = bases.find(({ name }) => name === baseModel);
  const fit = chosen === undefined || current === undefined ? null : fitOf(chosen, current);
  const reading = fit?.kind === 'read' ? fit.reading : null;
  return { chosen, fit, reading, formFit: { held: reading, hasLora: current?.facts?.hasLora ?? true } };
}

export function NewJob(props: NewJobProps) {
  const t = useTranslations('fineTuning');
  const { projectId, baseUrl, billingHref, data, bases } = props;
  const router = useRouter();
  const check = useMemo(() => zodResolver(jobFormSchema(t)), [t]);
  const form = useApiForm<JobForm>({
    defaultValues: firstValues(props),
    resolver: (values, ...rest) => check(fitForm(values, matchOf(props, values).formFit), ...rest),
    fieldOf,
    draft: {
      name: 'new-job',
      fits: ({ datasetId, baseModel }) =>
        data.some((one) => one.datasetId === datasetId) && bases.some(({ name }) => name === baseModel),
    },
    onSubmit: async (values) => {
      const { id } = await callApi<{ id: string }>(`/api/projects/${projectId}/fine-tuning`, {
        method: 'POST',
        body: {
          model: values.baseModel,
          source: { datasetId: values.datasetId },
          method: { type: 'supervised', supervised: { hyperparameters: hyperparametersOf(values) } },
          seed: Number(values.seed),
          ...(values.suffix === '' ? {} : { suffix: values.suffix }),
          tags: splitTags(values.tags),
        },
      });
      router.push(`/projects/${projectId}/fine-tuning/${id}`);
    },
  });
  const written = form.watch();
  const { chosen, fit, reading, formFit } = matchOf(props, written);
  const values = fitForm(written, formFit);
  const { estimate, suggestion, problem, isStale } = useEstimate(projectId, values, fit?.kind !== 'unread');
  const onBase = (base: TrainableBase) => {
    form.setValue('kind', kindOfBase(base));
    form.setValue('baseModel', base.name, { shouldValidate: true });
  };
  const onData = (datasetId: string) => {
    form.setValue('datasetId', datasetId, { shouldValidate: true });
    const next = data.find((one) => one.datasetId === datasetId);
    const base = chooseBase(bases, next, values.baseModel);
    if (base !== undefined) onBase(base);
  };
  const request = jobRequest({
    baseUrl,
    model: values.baseModel,
    trainingFile: chosen?.fileId ?? 'file-…',
    suffix: values.suffix === '' ? null : values.suffix,
    seed: Number(values.seed) || 0,
    hyperparameters: changedHyperparameters(values),
  });
  const suggested: Suggestion | null =
    suggestion === null || reading === null || reading.counts === null
      ? null
      : { spec: suggestion.spec, reasons: suggestion.reasons, data: reading.counts };
  return (
    <form onSubmit={form.submit} noValidate>
      <Columns>
        <Column span={8}>
          <JobFields
            {...props}
            {...{ form, values, chosen, reading, formFit, onData, onBase }}
            suggestion={suggested}
          />
        </Column>
        <Column span={4}>
          <aside
            aria-label={t('estimate.title')}
            className="grid grid-cols-[minmax(0,1fr)] gap-6 max-md:gap-4 xl:sticky xl:top-18"
          >
            <EstimatePanel
              estimate={estimate}
              problem={problem}
              isUnread={fit?.kind === 'unread'}
              isStale={isStale}
              isBusy={form.isBusy}
              refusal={form.problem}
              billingHref={billingHref}
            />
            <CodeBlock label={t('new.asRequest')} samples={request} />
          </aside>
        </Column>
      </Columns>
    </form>
  );
}
