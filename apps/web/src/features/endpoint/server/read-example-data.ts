import type { Task } from '@modelmint/domain/task';
import type { Deps } from '../../../deps.ts';
import { listTrialTexts } from '../../classification/server/list-trial-texts.ts';
import type { Principal } from '../../organization/server/principal.ts';
import { readModelTable } from '../../prediction/server/read-model-table.ts';
import { readTrialRecommender } from '../../recommendation/server/read-trial-recommender.ts';
import type { ExampleData } from '../ui/example-call.ts';

/** What the code of a call is filled with, from what a model was trained on. */
export async function readExampleData(
  deps: Deps,
  principal: Principal,
  { task, jobId, datasetVersionId }: { task: Task; jobId: string; datasetVersionId: string },
): Promise<ExampleData> {
  const texts = task === 'text-classification' ? await listTrialTexts(deps, principal, datasetVersionId) : [];
  return {
    text: texts[0] === undefined ? null : shorten(texts[0].text),
    table: task === 'tabular' ? await readModelTable(deps, principal, { jobId, datasetVersionId }) : null,
    recommender: task === 'recommendation' ? await readTrialRecommender(deps, principal, datasetVersionId) : null,
  };
}

/** The first words, so that the snippet stays on its line. */
function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 56 ? line : line.slice(0, 56).replace(/\s\S*$/, '');
}
