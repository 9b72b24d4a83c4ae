'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ApiProblem } from '../../../ui/api-problem.ts';
import { callApi } from '../../../ui/call-api.ts';
import type { JobEstimate } from '../server/estimate-job.ts';
import { changedChoices, changedHyperparameters, type JobForm, jobFormSchema } from './job-form.ts';

/** As JSON carries it: money is a decimal string. */
export interface EstimateAnswer {
  spec: JobEstimate['spec'];
  /** Why a number was suggested, by its name in the spec. */
  reasons: Partial<Record<string, string>>;
  estimate: { tokens: string; amountMicros: string; amountMicrosLow: string; seconds: { low: number; high: number } };
  rateMicros: string;
  availableMicros: string;
  isAffordable: boolean;
}

interface EstimateState {
  /** The last one that could be made; stays while the next is on its way. */
  estimate: EstimateAnswer | null;
  /** The same with every number left to us: what `auto` stands for. */
  suggestion: EstimateAnswer | null;
  problem: ApiProblem | null;
  /** True while what is shown is not that of the form: the next is on its way, or the form could not be sent. */
  isStale: boolean;
}

/** Long enough for a number to be typed. */
const quietMs = 350;

/**
 * Price range and time for what the form says now, and the numbers that it would get by itself. Asks only for forms that
 * could be sent, and not for data that was not read for the task yet (`isRead`): nothing is known of its price.
 */
export function useEstimate(projectId: string, form: JobForm, isRead: boolean): EstimateState {
  // The suffix, the tags and the seed change neither the price nor the time.
  const t = useTranslations('fineTuning');
  const schema = useMemo(() => jobFormSchema(t), [t]);
  const checked = schema.safeParse({ ...form, suffix: '', tags: '', seed: '0' });
  const body = checked.success && isRead ? bodyOf(checked.data, changedHyperparameters(checked.data)) : null;
  const autoBody = isRead && form.datasetId !== '' ? bodyOf(form, changedChoices(form)) : null;
  const asked = useAnswer(projectId, body);
  const known = useRef(new Map<string, EstimateAnswer>());
  if (asked.answer !== null && asked.answered !== null) known.current.set(asked.answered, asked.answer);
  const isKnown = autoBody === null || autoBody === body || known.current.has(autoBody);
  const auto = useAnswer(projectId, isKnown ? null : autoBody);
  if (auto.answer !== null && auto.answered !== null) known.current.set(auto.answered, auto.answer);
  return {
    estimate: isRead ? asked.answer : null,
    suggestion: autoBody === null ? null : (known.current.get(autoBody) ?? null),
    problem: isRead ? asked.problem : null,
    isStale: isRead && asked.isStale,
  };
}

function bodyOf({ baseModel, datasetId }: JobForm, hyperparameters: object): string {
  return JSON.stringify({
    ...{ model: baseModel, datasetId },
    method: { type: 'supervised', supervised: { hyperparameters } },
  });
}

/** The answer to the last body that was asked; `answered` says which that was. */
function useAnswer(projectId: string, body: string | null) {
  const [state, setState] = useState<{ answer: EstimateAnswer | null; answered: string | null }>({
    answer: null,
    answered: null,
  });
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isStale, setStale] = useState(false);
  const isFirst = useRef(true);
  useEffect(() => {
    setStale(true);
    if (body === null) return;
    const controller = new AbortController();
    const ask = () => {
      const path = `/api/projects/${projectId}/fine-tuning/estimate`;
      callApi<EstimateAnswer>(path, { method: 'POST', body: JSON.parse(body), signal: controller.signal }).then(
        (answer) => {
          setState({ answer, answered: body });
          setProblem(null);
          setStale(false);
        },
        (error: unknown) => {
          if (controller.signal.aborted) return;
          setProblem(ApiProblem.from(error));
          setStale(false);
        },
      );
    };
    const timer = setTimeout(ask, isFirst.current ? 0 : quietMs);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [projectId, body]);
  return { ...state, problem, isStale };
}
