'use client';

import { useEffect, useState } from 'react';
import { currentLanguage } from './current-language.ts';

type TranslateProblem = (text: string) => string;

const asItIs: TranslateProblem = (text) => text;

/** `translateProblem`, fetched when it is needed: in English it is not. Rejects never: text stays as it is then. */
export async function loadProblemTranslator(): Promise<TranslateProblem> {
  if (currentLanguage() === 'en') return asItIs;
  return import('./translate-problem.ts').then(
    (module) => module.translateProblem,
    () => asItIs,
  );
}

/** For client components that show errors of a form or texts of a row: as they are until the catalogue is there. */
export function useProblemTranslator(): TranslateProblem {
  const [translator, setTranslator] = useState(() => asItIs);
  useEffect(() => {
    void loadProblemTranslator().then((loaded) => setTranslator(() => loaded));
  }, []);
  return translator;
}
