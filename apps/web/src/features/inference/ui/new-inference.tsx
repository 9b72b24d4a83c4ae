'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { ApiProblem } from '../../../ui/api-problem.ts';
import { callApi } from '../../../ui/call-api.ts';
import { Column, Columns } from '../../../ui/columns.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormSection } from '../../../ui/form-section.tsx';
import { Input } from '../../../ui/input.tsx';
import { useApi } from '../../../ui/use-api.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { useFirstFault } from '../../file/ui/use-first-fault.ts';
import type { PlaygroundTarget } from '../../playground/ui/playground-target.ts';
import type { InputLook } from '../server/inspect-input.ts';
import type { InputFileView } from '../server/list-input-files.ts';
import { FileFields } from './file-fields.tsx';
import { InferenceEstimate } from './inference-estimate.tsx';
import {
  emptyInferenceForm,
  firstParameters,
  type InferenceForm,
  inferenceFormSchema,
  parametersOf,
} from './inference-form.ts';
import { ModelSection } from './model-section.tsx';
import { type NewInferenceProps, routeOfTarget } from './new-inference-props.ts';
import { ParameterFields } from './parameter-fields.tsx';
import { useInferenceEstimate } from './use-inference-estimate.ts';
import { needsColumn, useLikelyColumn } from './use-likely-column.ts';

/** What the form begins with: what the link asks for, else the newest model; a file is chosen by people. */
function firstValues({ targets, files, first }: NewInferenceProps): InferenceForm {
  const target = targets.find(({ name }) => name === first.model) ?? targets[0];
  const file = files.find(({ id }) => id === first.fileId);
  return {
    ...emptyInferenceForm,
    ...(target === undefined ? {} : firstParameters(routeOfTarget(target))),
    ...first,
    model: target?.name ?? '',
    fileId: file?.id ?? '',
  };
}

/** What is asked of the API: rows with a model, or lines that say it all themselves. */
function requestOf(values: InferenceForm, target: PlaygroundTarget | undefined, look: InputLook | null) {
  const { model, fileId, column, name } = values;
  const named = name.trim() === '' ? {} : { name: name.trim() };
  if (look?.lines) return { path: '/lines', body: { fileId, route: look.lines.route, ...named } };
  if (target === undefined) return null;
  const route = routeOfTarget(target);
  const asked = { model, route, fileId, parameters: parametersOf(values, route), ...(column === '' ? {} : { column }) };
  return { path: '', body: { ...asked, ...named } };
}

/** Null while too little is chosen, or something is written that the form refuses. */
function estimateBody(
  values: InferenceForm,
  target: PlaygroundTarget | undefined,
  { look, isValid }: { look: InputLook | null; isValid: boolean },
) {
  if (values.fileId === '' || look === null) return null;
  if (look.lines) return JSON.stringify({ ...look.lines, fileId: values.fileId, lines: true });
  const request = isValid ? requestOf({ ...values, name: '' }, target, look) : null;
  return request === null ? null : JSON.stringify(request.body);
}

export function NewInference(props: NewInferenceProps) {
  const t = useTranslations('inference');
  const { projectId, targets, billingHref, sizeBytesMax } = props;
  const router = useRouter();
  const schema = useMemo(() => inferenceFormSchema(t), [t]);
  const [files, setFiles] = useState(props.files);
  const form = useApiForm<InferenceForm>({
    defaultValues: firstValues(props),
    resolver: useMemo(() => zodResolver(schema), [schema]),
    draft: {
      name: 'new-inference',
      fits: ({ model, fileId }) =>
        targets.some(({ name }) => name === model) && (fileId === '' || props.files.some(({ id }) => id === fileId)),
    },
    onSubmit: async (values) => {
      const request = requestOf(values, target, look);
      if (request === null) return;
      if (isColumnMissing) throw noColumn(t('form.chooseColumn'));
      const path = `/api/projects/${projectId}/inference${request.path}`;
      const { id } = await callApi<{ id: string }>(path, { body: request.body });
      router.push(`/projects/${projectId}/inference/${id}`);
    },
  });
  const { submitCount, errors } = form.formState;
  const place = useFirstFault<HTMLFormElement>(submitCount, Object.keys(errors).length > 0);
  const values = form.watch();
  const target = targets.find(({ name }) => name === values.model);
  const route = target === undefined ? null : routeOfTarget(target);
  const { data: seen, problem: lookProblem } = useLook(projectId, values.fileId);
  // The last answer stays while the next file is read.
  const look = seen?.fileId === values.fileId ? seen : null;
  useLikelyColumn(form, { look, route });
  const isColumnMissing = needsColumn(values, { look, route });
  const estimateOf = isColumnMissing
    ? null
    : estimateBody(values, target, { look, isValid: schema.safeParse(values).success });
  const { estimate, problem, isStale } = useInferenceEstimate(projectId, estimateOf);
  const chooseModel = (name: string) => {
    const next = targets.find((one) => one.name === name);
    form.setValue('model', name, { shouldValidate: true });
    if (next === undefined || (target !== undefined && routeOfTarget(next) === routeOfTarget(target))) return;
    for (const [field, value] of Object.entries(firstParameters(routeOfTarget(next))))
      form.setValue(field as 'top_k' | 'max_tokens', value);
    form.setValue('column', '');
  };
  const chooseFile = (file: InputFileView) => {
    setFiles((known) => (known.some(({ id }) => id === file.id) ? known : [file, ...known]));
    form.setValue('column', '');
    form.setValue('fileId', file.id, { shouldValidate: true });
  };
  const isLines = look?.lines !== null && look?.lines !== undefined;
  return (
    <form ref={place} onSubmit={form.submit} noValidate>
      <Columns>
        <Column span={8}>
          <div>
            {!isLines && <ModelSection {...{ projectId, form, targets, target }} onModel={chooseModel} />}
            <FileFields
              {...{ projectId, form, files, sizeBytesMax, route, look }}
              lookProblem={values.fileId === '' ? null : (lookProblem?.message ?? null)}
              onFile={chooseFile}
            />
            {!isLines && route !== null && <ParameterFields form={form} route={route} />}
            <FormSection title={t('new.name')}>
              <Field
                label={t('new.name')}
                hint={t('new.optional')}
                help={t('new.nameHelp')}
                error={form.errorOf('name')}
              >
                <Input {...form.register('name')} autoComplete="off" placeholder={t('new.namePlaceholder')} />
              </Field>
            </FormSection>
          </div>
        </Column>
        <Column span={4}>
          <aside aria-label={t('estimate.title')} className="xl:sticky xl:top-18">
            <InferenceEstimate
              {...{ estimate, problem, isStale, billingHref }}
              isAsked={estimateOf !== null}
              isBusy={form.isBusy}
              refusal={form.problem}
            />
          </aside>
        </Column>
      </Columns>
    </form>
  );
}

function noColumn(message: string): ApiProblem {
  const what = { code: 'missing_required_parameter', param: 'column', requestId: null, status: 0 };
  return new ApiProblem(message, what);
}

function useLook(projectId: string, fileId: string) {
  return useApi<InputLook & { fileId: string }>(
    fileId === '' ? null : `/api/projects/${projectId}/inference/inputs/${fileId}`,
  );
}
