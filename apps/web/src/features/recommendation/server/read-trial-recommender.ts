import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { readTrainedData } from '../../dataset/server/read-trained-data.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import type { TrialRecommender } from '../ui/trial-recommender.ts';

const rowsRead = 2_000;
const idsShown = 50;

const id = z.union([z.string(), z.number()]).transform(String);
const Interaction = z.object({ user: id, item: id });

/** Whom and what a recommender knows, from the data that it was trained on; null when that is gone. */
export async function readTrialRecommender(
  deps: Deps,
  principal: Principal,
  datasetVersionId: string,
): Promise<TrialRecommender | null> {
  requirePermission(principal, 'project.read');
  const data = await readTrainedData(deps, principal, datasetVersionId);
  const ratings = data?.report.ratings;
  if (data === null || ratings === undefined) return null;
  const rows = await data.readRows('train', rowsRead, Interaction);
  return {
    ...{ userColumn: ratings.userColumn, itemColumn: ratings.itemColumn },
    // What a job makes of it by itself; it can be told to rank items by what users did all the same.
    hasRatings: ratings.ratingColumn !== null && ratings.min !== ratings.max,
    users: busiest(rows.map(({ user }) => user)),
    items: busiest(rows.map(({ item }) => item)),
  };
}

/** Those with the most rows first: of them a model knows most. */
function busiest(ids: readonly string[]): string[] {
  const rows = new Map<string, number>();
  for (const one of ids) rows.set(one, (rows.get(one) ?? 0) + 1);
  const sorted = [...rows].toSorted(([, a], [, b]) => b - a);
  return sorted.slice(0, idsShown).map(([one]) => one);
}
