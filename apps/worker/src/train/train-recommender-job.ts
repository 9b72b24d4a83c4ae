import type { RecommenderSpec } from '@modelmint/domain/recommender-spec';
import type { TrainingMetrics } from '@modelmint/domain/training-metrics';
import type { Interaction } from '@modelmint/ml/recommender/interaction';
import { type TrainedRecommender, trainRecommender } from '@modelmint/ml/recommender/train-recommender';
import { z } from 'zod';
import { readRows } from './read-rows.ts';
import { tellInteractions } from './tell-interactions.ts';
import type { TrainingDone, TrainRequest } from './train-message.ts';
import type { TrainingTools } from './training-tools.ts';

const id = z.union([z.string(), z.number()]);
const value = z.union([z.string(), z.number(), z.null()]).optional();
/** As ingest writes them. All rows are in the file of the training split: what is held out is chosen here. */
const Row = z.object({ user: id, item: id, rating: value, time: value });

/** Matrix factorisation over users and items, from scratch. */
export async function trainRecommenderJob(
  request: TrainRequest & { spec: RecommenderSpec },
  { engine, parent }: TrainingTools,
): Promise<TrainingDone> {
  const { spec, trainPath, checkpointFolder, resumeFolder } = request;
  const rows = countCells(readRows(trainPath, { row: Row, onWork: parent.tick }));
  const tokensOf = (interactions: number) => interactions * rows.cellsPerRow();
  const result = await trainRecommender({
    engine,
    spec,
    interactions: rows.interactions,
    checkpointFolder,
    ...(resumeFolder === null ? {} : { resume: { folder: resumeFolder } }),
    onRead: async (facts) => {
      if (resumeFolder === null) for (const note of tellInteractions(facts, spec)) await parent.say(note);
    },
    onEvent: ({ figures: _, ...event }) => {
      const tokensSeen = tokensOf(event.tokensSeen);
      return event.kind === 'metrics' ? parent.say({ ...event, tokensSeen }) : parent.keep({ ...event, tokensSeen });
    },
  });
  const { artifactFolder, rowsSeen } = result;
  return { kind: 'done', artifactFolder, metrics: metricsOf(result), tokensTrained: tokensOf(rowsSeen) };
}

/** The columns that are read are billed, those that training has no use for too: user, item, and rating and time if any. */
function countCells(rows: AsyncIterable<Interaction>) {
  let [hasRating, hasTime] = [false, false];
  async function* count() {
    for await (const row of rows) {
      hasRating ||= row.rating !== undefined;
      hasTime ||= row.time !== undefined;
      yield row;
    }
  }
  return { interactions: count(), cellsPerRow: () => 2 + Number(hasRating) + Number(hasTime) };
}

function metricsOf({ metrics, data: { users, items } }: TrainedRecommender): TrainingMetrics {
  if (metrics.kind === 'rating') {
    const { kind: _, rows: heldOut, ...figures } = metrics;
    return { ...figures, heldOut, users, items };
  }
  const { kind: _, users: heldOut, ...figures } = metrics;
  return { ...figures, heldOut, users, items };
}
