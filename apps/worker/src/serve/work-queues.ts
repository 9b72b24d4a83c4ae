import { BatchQueue } from './batch-queue.ts';
import { ClassifyQueue } from './classify-queue.ts';
import type { AskedImage, AskedText, Labels } from './loaded-model.ts';

/** What waits for its turn, of all models. Each lets the others have theirs between two batches. */
export class WorkQueues {
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
}
