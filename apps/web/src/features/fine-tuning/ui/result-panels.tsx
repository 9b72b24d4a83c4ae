import { ClassificationPanels } from './classification-panels.tsx';
import { LanguagePanels } from './language-panels.tsx';
import { isLanguageResult, type TrainingResult } from './training-result.ts';

/** How good a model is on examples that it has never seen, by what it does. */
export function ResultPanels({ result }: { result: TrainingResult }) {
  return isLanguageResult(result) ? <LanguagePanels result={result} /> : <ClassificationPanels result={result} />;
}
