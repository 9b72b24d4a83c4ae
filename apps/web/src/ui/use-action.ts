'use client';

import { useState } from 'react';
import { ApiProblem } from './api-problem.ts';

interface Action<Input extends unknown[]> {
  run: (...input: Input) => void;
  isBusy: boolean;
  problem: ApiProblem | null;
  clear: () => void;
}

/** A deed behind a button: one at a time, its problem kept for the place where it is shown. */
export function useAction<Input extends unknown[]>(deed: (...input: Input) => Promise<void>): Action<Input> {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const run = (...input: Input) => {
    if (isBusy) return;
    setBusy(true);
    setProblem(null);
    deed(...input)
      .catch((error: unknown) => setProblem(ApiProblem.from(error)))
      .finally(() => setBusy(false));
  };
  return { run, isBusy, problem, clear: () => setProblem(null) };
}
