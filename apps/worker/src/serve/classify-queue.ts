import type { ClassifyAnswer } from '@modelmint/domain/serving-contract';
import { type BatchModel, BatchQueue } from './batch-queue.ts';

export interface Classifier {
  classify(texts: readonly string[], topK: number): { label: string; score: number }[][];
  countTokens(text: string): number;
}

export interface ClassifyWork {
  model: Classifier;
  inputs: string[];
  topK: number;
  /** Ends the wait; its reason is thrown. */
  signal: AbortSignal;
  isBackground?: boolean;
}

interface Asked {
  text: string;
  topK: number;
}

type Labels = ClassifyAnswer['results'][number];

/** Texts for classifiers that read words: calls share batches and take turns. */
export class ClassifyQueue {
  readonly #queue = new BatchQueue<Asked, Labels>({ batchMax: 64, waitingMax: 4096, what: 'texts to classify' });
  readonly #models = new WeakMap<Classifier, BatchModel<Asked, Labels>>();

  /** Throws the signal's reason, `engine_overloaded` when too much waits, and what the model throws. */
  async run({ model, inputs, topK, signal, isBackground = false }: ClassifyWork): Promise<ClassifyAnswer> {
    const asked = inputs.map((text) => ({ text, topK }));
    const results = await this.#queue.run({ model: this.#batched(model), inputs: asked, signal, isBackground });
    return { results, tokens: inputs.map((text) => model.countTokens(text)) };
  }

  #batched(model: Classifier): BatchModel<Asked, Labels> {
    const known = this.#models.get(model) ?? { run: (asked: readonly Asked[]) => classify(model, asked) };
    this.#models.set(model, known);
    return known;
  }
}

function classify(model: Classifier, asked: readonly Asked[]): Labels[] {
  const found = model.classify(
    asked.map(({ text }) => text),
    Math.max(...asked.map(({ topK }) => topK)),
  );
  return found.map((best, i) => best.slice(0, asked[i]?.topK));
}
