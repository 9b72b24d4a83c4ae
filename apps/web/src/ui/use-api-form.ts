'use client';

import { type BaseSyntheticEvent, useState } from 'react';
import {
  type DefaultValues,
  type FieldPath,
  type FieldValues,
  type Resolver,
  type UseFormReturn,
  useForm,
} from 'react-hook-form';
import { useProblemTranslator } from '../i18n/use-problem-translator.ts';
import { ApiProblem } from './api-problem.ts';
import { type Draft, useDraft } from './use-draft.ts';

interface ApiFormOptions<Values extends FieldValues> {
  defaultValues: DefaultValues<Values>;
  /** `zodResolver(schema)` of @hookform/resolvers/zod. */
  resolver?: Resolver<Values>;
  /** Names of the API for fields of the form, where they differ: `{ 'method.epochs': 'epochs' }`. */
  fieldOf?: Record<string, FieldPath<Values>>;
  /** Keeps what is written for this tab until it is sent; never for secrets. */
  draft?: Draft<Values> | null;
  onSubmit: (values: Values) => Promise<void>;
}

interface ApiForm<Values extends FieldValues> extends UseFormReturn<Values> {
  /** For `<form onSubmit={…}>`. Goes to the first field at fault. */
  submit: (event?: BaseSyntheticEvent) => void;
  isBusy: boolean;
  /** What belongs to no field; show it in a `Note` above the button. */
  problem: ApiProblem | null;
  /** Takes the draft away, when somebody says that they do not want it. */
  forget: () => void;
  /** The message under a field. */
  errorOf: (name: FieldPath<Values>) => string | undefined;
}

/** React Hook Form for our API: checks on blur, then on each key once wrong; `param` of a refusal goes to its field. */
export function useApiForm<Values extends FieldValues>(options: ApiFormOptions<Values>): ApiForm<Values> {
  const { defaultValues, resolver, fieldOf = {}, draft = null, onSubmit } = options;
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const translate = useProblemTranslator();
  const form = useForm<Values>({
    mode: 'onTouched',
    reValidateMode: 'onChange',
    defaultValues,
    ...(resolver ? { resolver } : {}),
  });
  const forget = useDraft(form, draft);
  const send = form.handleSubmit(async (values) => {
    setProblem(null);
    try {
      await onSubmit(values);
      forget();
    } catch (error) {
      const refused = ApiProblem.from(error);
      const name =
        refused.param === null ? undefined : (fieldOf[refused.param] ?? (refused.param as FieldPath<Values>));
      if (name !== undefined && name in form.getValues()) {
        form.setError(name, { type: 'server', message: refused.message }, { shouldFocus: true });
      } else setProblem(refused);
    }
  });
  return {
    ...form,
    submit: (event) => void send(event),
    isBusy: form.formState.isSubmitting,
    problem,
    forget,
    errorOf: (name) => {
      const message = form.getFieldState(name, form.formState).error?.message;
      return message === undefined ? undefined : translate(message);
    },
  };
}
