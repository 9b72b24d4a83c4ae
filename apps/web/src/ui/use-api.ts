'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem } from './api-problem.ts';
import { callApi } from './call-api.ts';

interface ApiState<Answer> {
  /** The last good answer; stays while it is read again and when that fails. */
  data: Answer | null;
  problem: ApiProblem | null;
  isLoading: boolean;
  /** Reads again, for instance in `useRowEvents`. */
  reload: () => void;
}

/** Reads a path of the dashboard's API. null: nothing to read yet. `initial` comes from the server component. */
export function useApi<Answer>(path: string | null, initial: Answer | null = null): ApiState<Answer> {
  const [data, setData] = useState<Answer | null>(initial);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isLoading, setLoading] = useState(initial === null && path !== null);
  const running = useRef<AbortController | null>(null);
  const reload = useCallback(() => {
    if (path === null) return;
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setLoading(true);
    callApi<Answer>(path, { signal: controller.signal }).then(
      (answer) => {
        if (controller.signal.aborted) return;
        setData(answer);
        setProblem(null);
        setLoading(false);
      },
      (error: unknown) => {
        if (controller.signal.aborted) return;
        setProblem(ApiProblem.from(error));
        setLoading(false);
      },
    );
  }, [path]);
  const hasInitial = useRef(initial !== null);
  useEffect(() => {
    if (hasInitial.current) hasInitial.current = false;
    else reload();
    return () => running.current?.abort();
  }, [reload]);
  return { data, problem, isLoading, reload };
}
