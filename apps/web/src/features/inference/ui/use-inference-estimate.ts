'use client';

import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../../ui/api-problem.ts';
import { callApi } from '../../../ui/call-api.ts';

/** As JSON carries it: money and tokens are decimal strings. */
export interface InferenceEstimateAnswer {
  rows: number;
  refused: number;
  firstProblem: { row: number; message: string } | null;
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
  estimate: InferenceEstimateAnswer | null;
  problem: ApiProblem | null;
  isStale: boolean;
}

const quietMs = 400;

/** The estimate of what the form says; `body` is null while it says too little. */
export function useInferenceEstimate(projectId: string, body: string | null): EstimateState {
  const [estimate, setEstimate] = useState<InferenceEstimateAnswer | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isStale, setStale] = useState(false);
  const isFirst = useRef(true);
  useEffect(() => {
    setStale(true);
    if (body === null) return;
    const controller = new AbortController();
    const ask = () => {
      const path = `/api/projects/${projectId}/inference/estimate`;
      callApi<InferenceEstimateAnswer>(path, { body: JSON.parse(body), signal: controller.signal }).then(
        (answer) => {
          setEstimate(answer);
          setProblem(null);
          setStale(false);
        },
        (error: unknown) => {
          if (controller.signal.aborted) return;
          setEstimate(null);
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
  if (body === null) return { estimate: null, problem: null, isStale: false };
  return { estimate, problem, isStale };
}
