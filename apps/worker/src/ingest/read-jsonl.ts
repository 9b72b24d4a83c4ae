import { type DatasetProblem, datasetProblem } from '@modelmint/domain/dataset-problem';
import { isDatasetProblem } from '@modelmint/domain/dataset-row';
import { taskOfObject } from '@modelmint/domain/dataset-task';
import { decodeLine } from './decode-line.ts';
import type { Line } from './read-lines.ts';
import { classifiedObjects, generatedObjects, type ObjectReader, type ReaderOptions } from './read-objects.ts';
import type { FoundRow, RowReader, RowSink } from './row-sink.ts';

/** One JSON object per line; the first one tells the task where nobody has. */
export class JsonlReader implements RowReader {
  readonly #options: ReaderOptions;
  readonly #sink: RowSink;
  #readObject: ObjectReader | null = null;

  constructor(options: ReaderOptions, sink: RowSink) {
    this.#options = options;
    this.#sink = sink;
  }

  read(line: Line): void {
    const { encoding, limits } = this.#options;
    const text = decodeLine(line, { encoding, lineBytesMax: limits.lineBytesMax });
    if (typeof text === 'string' && text.trim() === '') return;
    const row = typeof text === 'object' ? text : this.#readText(text, line.number);
    if (isDatasetProblem(row)) this.#sink.reject(row);
    else this.#sink.accept(row);
  }

  end(): void {}

  #readText(text: string, line: number): FoundRow | DatasetProblem {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message.slice(0, 160) : 'unreadable';
      return datasetProblem('invalid_json', line, { reason });
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return datasetProblem('not_an_object', line, {});
    const object = value as Record<string, unknown>;
    this.#readObject ??= this.#choose(object);
    return this.#readObject(object, line);
  }

  #choose(first: Record<string, unknown>): ObjectReader {
    const { spec } = this.#options;
    // Who chooses a text and a label column means a classifier, unless the task is said as well.
    const isChosen = spec.textColumn !== undefined || spec.labelColumn !== undefined;
    const task = spec.task ?? (isChosen ? 'text-classification' : taskOfObject(first));
    this.#sink.nameTask(task);
    return (task === 'text-generation' ? generatedObjects : classifiedObjects)(this.#options, this.#sink);
  }
}
