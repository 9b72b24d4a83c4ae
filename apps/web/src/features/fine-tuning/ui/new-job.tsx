'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import {
  autoHyperparameters,
  baseModels,
  resolveSpec,
  type TextClassifierSpec,
} from '@modelmint/domain/hyperparameters';
import { useRouter } from 'next/navigation';
import { callApi } from '../../../ui/call-api.ts';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { EstimatePanel } from './estimate-panel.tsx';
import { hyperparameterFields } from './hyperparameter-fields.ts';
import type { JobData } from './job-data.ts';
import { JobFields } from './job-fields.tsx';
import { changedHyperparameters, emptyJobForm, hyperparametersOf, JobForm } from './job-form.ts';
import { jobRequest } from './job-request.ts';
import type { NewJobProps } from './new-job-props.ts';
import { useEstimate } from './use-estimate.ts';

/** Where the API says a name that the form does not have. */
const fieldOf = Object.fromEntries([
  ['model', 'baseModel'],
  ['source', 'datasetId'],
  ['training_file', 'datasetId'],
  ['datasetId', 'datasetId'],
  ...hyperparameterFields.map(({ name }) => [`method.supervised.hyperparameters.${name}`, name]),
]) as Record<string, keyof JobForm>;

export function NewJob(props: NewJobProps) {
  const { projectId, baseUrl, billingHref, data, settings } = props;
  const router = useRouter();
  const usable = data.filter(({ blockedBecause }) => blockedBecause === null);
  const asked = usable.find(({ datasetId }) => datasetId === props.datasetId) ?? usable[0];
  const form = useApiForm<JobForm>({
    defaultValues: { ...emptyJobForm(asked?.datasetId ?? '', baseModels[0].id), ...settings },
    resolver: zodResolver(JobForm),
    fieldOf,
    onSubmit: async (values) => {
      const { id } = await callApi<{ id: string }>(`/api/projects/${projectId}/fine-tuning`, {
        method: 'POST',
        body: {
          model: values.baseModel,
          source: { datasetId: values.datasetId },
          method: { type: 'supervised', supervised: { hyperparameters: hyperparametersOf(values) } },
          seed: Number(values.seed),
          ...(values.suffix === '' ? {} : { suffix: values.suffix }),
        },
      });
      router.push(`/projects/${projectId}/fine-tuning/${id}`);
    },
  });
  const values = form.watch();
  const chosen = data.find(({ datasetId }) => datasetId === values.datasetId);
  const { estimate, problem, isStale } = useEstimate(projectId, values);
  const request = jobRequest({
    baseUrl,
    model: values.baseModel,
    trainingFile: chosen?.fileId ?? 'file-…',
    suffix: values.suffix === '' ? null : values.suffix,
    seed: Number(values.seed) || 0,
    hyperparameters: changedHyperparameters(values),
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Columns>
        <Column span={8}>
          <JobFields {...props} form={form} values={values} chosen={chosen} suggestion={suggestionOf(chosen)} />
        </Column>
        <Column span={4}>
          <aside
            aria-label="Estimate"
            className="grid grid-cols-[minmax(0,1fr)] gap-6 max-md:gap-4 xl:sticky xl:top-18"
          >
            <EstimatePanel
              estimate={estimate}
              problem={problem}
              isStale={isStale}
              isBusy={form.isBusy}
              refusal={form.problem}
              billingHref={billingHref}
            />
            <CodeBlock label="The same as a request" samples={request} />
          </aside>
        </Column>
      </Columns>
    </form>
  );
}

/** What `auto` stands for with this data; the server works it out in the same way. */
function suggestionOf(
  chosen: JobData | undefined,
): { spec: TextClassifierSpec; data: NonNullable<JobData['counts']> } | null {
  const counts = chosen?.counts ?? null;
  if (counts === null || counts.trainRows < 1) return null;
  try {
    return { spec: resolveSpec(autoHyperparameters, counts, 0), data: counts };
  } catch {
    // Fewer rows than the suggested batch: the estimate says it in words.
    return null;
  }
}
