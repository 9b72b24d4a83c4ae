'use client';

import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../../ui/api-problem.ts';
import { callApi } from '../../../ui/call-api.ts';
import type { JobEstimate } from '../server/estimate-job.ts';
import { hyperparametersOf, JobForm } from './job-form.ts';

/** As JSON carries it: money is a decimal string. */
export interface EstimateAnswer {
  spec: JobEstimate['spec'];
  estimate: { tokens: string; amountMicros: string; amountMicrosLow: string; seconds: { low: number; high: number } };
  rateMicros: string;
  availableMicros: string;
  isAffordable: boolean;
}

interface EstimateState {
  /** The last one that could be made; stays while the next is on its way. */
  estimate: EstimateAnswer | null;
  problem: ApiProblem | null;
  /** True while what is shown is not that of the form: the next is on its way, or the form could not be sent. */
  isStale: boolean;
}

/** Long enough for a number to be typed. */
const quietMs = 350;

/** Price range and time for what the form says now. Asks only for forms that could be sent. */
export function useEstimate(projectId: string, form: JobForm): EstimateState {
  const [estimate, setEstimate] = useState<EstimateAnswer | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isStale, setStale] = useState(false);
  // The suffix and the seed change neither the price nor the time.
  const checked = JobForm.safeParse({ ...form, suffix: '', seed: '0' });
  const body = checked.success
    ? JSON.stringify({
        model: checked.data.baseModel,
        datasetId: checked.data.datasetId,
        method: { type: 'supervised', supervised: { hyperparameters: hyperparametersOf(checked.data) } },
      })
    : null;
  const isFirst = useRef(true);
  useEffect(() => {
    if (body === null) {
      setStale(true);
      return;
    }
    const controller = new AbortController();
    setStale(true);
    const ask = () => {
      const path = `/api/projects/${projectId}/fine-tuning/estimate`;
      callApi<EstimateAnswer>(path, { method: 'POST', body: JSON.parse(body), signal: controller.signal }).then(
        (answer) => {
          setEstimate(answer);
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
  return { estimate, problem, isStale };
}
