import type { Recommendation } from '@modelmint/ml/recommender/load-recommender';
import type { TabularPrediction } from '@modelmint/ml/tabular/load-tabular';
import { BackgroundGate } from './background-gate.ts';
import { BatchQueue } from './batch-queue.ts';
import { ClassifyQueue } from './classify-queue.ts';
import type { AskedImage, AskedRow, AskedText, Labels, RankedUser } from './loaded-model.ts';

/** Answers that are written for nobody who waits; more would make those slow that somebody begins meanwhile. */
export const backgroundAnswersMax = 4;

/** What waits for its turn, of all models. Each lets the others have theirs between two batches. */
export class WorkQueues {
  readonly answers = new BackgroundGate(backgroundAnswersMax);
  readonly words = new ClassifyQueue();
  /** Their costs are tokens: a batch of more would keep the others waiting for seconds. */
  readonly labels = new BatchQueue<AskedText, Labels>({
    batchMax: 64,
    costMax: 1024,
    waitingMax: 4096,
    what: 'texts to classify',
  });
  readonly vectors = new BatchQueue<AskedText, number[]>({
    batchMax: 64,
    costMax: 1024,
    waitingMax: 4096,
    what: 'texts to embed',
  });
  /** Its costs are pixels, of eight images of the usual 224 × 224. */
  readonly images = new BatchQueue<AskedImage, Labels>({
    batchMax: 64,
    costMax: 8 * 224 * 224,
    waitingMax: 1024,
    what: 'images to classify',
  });
  /** Its costs are those of `rowCost`: a pass of about half a second. */
  readonly rows = new BatchQueue<AskedRow, TabularPrediction>({
    batchMax: 1024,
    costMax: 2 ** 31,
    waitingMax: 16_384,
    what: 'rows to predict for',
  });
  /** Its costs are multiplications: an eighth of a second, in which all else has its turn too. */
  readonly users = new BatchQueue<RankedUser, Recommendation>({
    batchMax: 128,
    costMax: 2 ** 27,
    waitingMax: 4096,
    what: 'users to recommend to',
  });
}
