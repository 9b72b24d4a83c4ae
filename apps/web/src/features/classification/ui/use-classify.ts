'use client';

import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../../ui/api-problem.ts';
import { callApi } from '../../../ui/call-api.ts';
import type { ClassifyAnswer } from './playground-run.ts';

/** A cold model needs some seconds; after this time the problem is shown instead. */
const loadingMsMax = 60_000;
const retryMs = 1_500;

interface WireAnswer extends Omit<ClassifyAnswer, 'amountMicros' | 'wasCold'> {
  amountMicros: string;
}

interface Classify {
  run: (input: { model: string; text: string }) => void;
  cancel: () => void;
  state: 'idle' | 'running' | 'loading';
  problem: ApiProblem | null;
}

/** One call at a time. While a worker loads the model it asks again, and says so by `loading`. */
export function useClassify(projectId: string, onAnswer: (answer: ClassifyAnswer, text: string) => void): Classify {
  const [state, setState] = useState<Classify['state']>('idle');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);
  const ask = async ({ model, text }: { model: string; text: string }, signal: AbortSignal) => {
    const since = performance.now();
    for (let wasCold = false; ; wasCold = true) {
      try {
        const body = { model, input: text };
        const answer = await callApi<WireAnswer>(`/api/projects/${projectId}/classifications`, { body, signal });
        return { ...answer, amountMicros: BigInt(answer.amountMicros), wasCold };
      } catch (error) {
        const isLoading = error instanceof ApiProblem && error.code === 'model_loading';
        if (!isLoading || performance.now() - since > loadingMsMax) throw error;
        setState('loading');
        await pause(retryMs, signal);
      }
    }
  };
  const run: Classify['run'] = (input) => {
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    setState('running');
    setProblem(null);
    ask(input, own.signal)
      .then((answer) => onAnswer(answer, input.text))
      .catch((error: unknown) => {
        if (!own.signal.aborted) setProblem(ApiProblem.from(error));
      })
      .finally(() => {
        if (controller.current === own) setState('idle');
      });
  };
  return { run, cancel: () => controller.current?.abort(), state, problem };
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
