'use client';

import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../../ui/api-problem.ts';
import { callApi } from '../../../ui/call-api.ts';

/** As JSON carries it: money and tokens are decimal strings. */
export interface EvaluationEstimateAnswer {
  rows: number;
  tokens: { low: string; high: string };
  amountMicros: { low: string; high: string };
  isExact: boolean;
  rateMicros: string;
  availableMicros: string;
  isAffordable: boolean;
  seconds: { low: number; high: number } | null;
}

interface EstimateState {
  /** The last one that could be made; stays while the next is on its way. */
  estimate: EvaluationEstimateAnswer | null;
  problem: ApiProblem | null;
  isStale: boolean;
}

const quietMs = 400;
const nothing: EstimateState = { estimate: null, problem: null, isStale: false };

/** The estimate of what the form says; `body` is null while it says too little. */
export function useEvaluationEstimate(projectId: string, body: string | null): EstimateState {
  const [state, setState] = useState<EstimateState>(nothing);
  const isFirst = useRef(true);
  useEffect(() => {
    setState((known) => ({ ...known, isStale: true }));
    if (body === null) return;
    const controller = new AbortController();
    const ask = () => {
      const path = `/api/projects/${projectId}/evaluations/estimate`;
      callApi<EvaluationEstimateAnswer>(path, { body: JSON.parse(body), signal: controller.signal }).then(
        (estimate) => setState({ estimate, problem: null, isStale: false }),
        (error: unknown) => {
          if (!controller.signal.aborted) setState({ ...nothing, problem: ApiProblem.from(error) });
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
  return body === null ? nothing : state;
}
