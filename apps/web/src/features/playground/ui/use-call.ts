'use client';

import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../../ui/api-problem.ts';
import { callApi } from '../../../ui/call-api.ts';
import type { TrialContext } from './playground-target.ts';

/** A cold model needs some seconds; after this time the problem is shown instead. */
const loadingMsMax = 60_000;
const retryMs = 1_500;

/** What every answer of the playground says of its call. */
export interface CallReceipt {
  requestId: string;
  modelName: string;
  latencyMs: number;
  amountMicros: bigint;
  /** Where it stands in the history; null when it is too long for it. */
  runId: string | null;
  /** The model had to be loaded first. */
  wasCold: boolean;
}
type Wire<Answer> = Omit<Answer, 'amountMicros' | 'wasCold'> & { amountMicros: string };

export interface CallControl<Answer> {
  /** The answer; null when it was stopped, or failed, which `problem` tells. A call that runs is stopped first. */
  run: (body: object) => Promise<Answer | null>;
  /** Stops the call here and on the worker; it then costs nothing. */
  stop: () => void;
  state: 'idle' | 'running' | 'loading';
  problem: ApiProblem | null;
}

/** One call at a time. While a worker loads the model it asks again, and says so by `loading`. */
export function useCall<Answer extends CallReceipt>(
  { projectId, target }: Pick<TrialContext, 'projectId' | 'target'>,
  noun: 'classifications' | 'generations' | 'embeddings' | 'predictions' | 'recommendations',
): CallControl<Answer> {
  const [state, setState] = useState<CallControl<Answer>['state']>('idle');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);
  // Known from when the page was read; the first call of this visit has loaded it.
  const isCold = !target.isWarm && !answered.has(target.name);
  const ask = async (body: object, signal: AbortSignal): Promise<Answer> => {
    const since = performance.now();
    for (let hasWaited = false; ; hasWaited = true) {
      try {
        const path = `/api/projects/${projectId}/${noun}`;
        const answer = await callApi<Wire<Answer>>(path, { body: { model: target.name, ...body }, signal });
        const wasCold = hasWaited || isCold;
        return { ...answer, amountMicros: BigInt(answer.amountMicros), wasCold } as unknown as Answer;
      } catch (error) {
        const isLoading = error instanceof ApiProblem && error.code === 'model_loading';
        if (!isLoading || performance.now() - since > loadingMsMax) throw error;
        setState('loading');
        await pause(retryMs, signal);
      }
    }
  };
  const run = async (body: object): Promise<Answer | null> => {
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    setState(isCold ? 'loading' : 'running');
    setProblem(null);
    try {
      const answer = await ask(body, own.signal);
      setAnswered((names) => new Set([...names, target.name]));
      return own.signal.aborted ? null : answer;
    } catch (error) {
      if (!own.signal.aborted) setProblem(ApiProblem.from(error));
      return null;
    } finally {
      if (controller.current === own) setState('idle');
    }
  };
  return { run, stop: () => controller.current?.abort(), state, problem };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
