import { ClassificationPanels } from './classification-panels.tsx';
import { LanguagePanels } from './language-panels.tsx';
import { RankingPanels } from './ranking-panels.tsx';
import { RatingPanels } from './rating-panels.tsx';
import { RegressionPanels } from './regression-panels.tsx';
import { kindOfResult, type TrainingResult } from './training-result.ts';

/** How good a model is on examples that it has never seen, by what it does. */
export function ResultPanels({ result: of }: { result: TrainingResult }) {
  const { kind, result } = kindOfResult(of);
  switch (kind) {
    case 'labels':
      return <ClassificationPanels result={result} />;
    case 'language':
      return <LanguagePanels result={result} />;
    case 'values':
      return <RegressionPanels result={result} />;
    case 'ratings':
      return <RatingPanels result={result} />;
    case 'ranking':
      return <RankingPanels result={result} />;
  }
}
