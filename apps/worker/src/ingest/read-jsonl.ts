import { type DatasetProblem, datasetProblem } from '@modelmint/domain/dataset-problem';
import { taskOfObject, taskOfSpec } from '@modelmint/domain/dataset-task';
import { decodeLine } from './decode-line.ts';
import type { Line } from './read-lines.ts';
import { takeObjects } from './read-objects.ts';
import type { ReaderOptions } from './reader-options.ts';
import type { RowReader, RowSink } from './row-sink.ts';
import type { RowTaker } from './take-rows.ts';

/** One JSON object per line; the first one tells the task where nobody has. */
export class JsonlReader implements RowReader {
  readonly #options: ReaderOptions;
  readonly #sink: RowSink;
  #rows: RowTaker<Record<string, unknown>> | null = null;

  constructor(options: ReaderOptions, sink: RowSink) {
    this.#options = options;
    this.#sink = sink;
  }

  read(line: Line): void {
    const { encoding, limits } = this.#options;
    const text = decodeLine(line, { encoding, lineBytesMax: limits.lineBytesMax });
    if (typeof text === 'object') this.#reject(text);
    else if (text.trim() !== '') this.#readText(text, line.number);
  }

  end(): void {
    this.#rows?.end();
  }

  #reject(problem: DatasetProblem): void {
    if (this.#rows === null) this.#sink.reject(problem);
    else this.#rows.reject(problem);
  }

  #readText(text: string, line: number): void {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message.slice(0, 160) : 'unreadable';
      this.#reject(datasetProblem('invalid_json', line, { reason }));
      return;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.#reject(datasetProblem('not_an_object', line, {}));
      return;
    }
    const object = value as Record<string, unknown>;
    this.#rows ??= this.#choose(object);
    this.#rows.take(object, line, text.length);
  }

  #choose(first: Record<string, unknown>): RowTaker<Record<string, unknown>> {
    const task = taskOfSpec(this.#options.spec) ?? taskOfObject(first);
    this.#sink.nameTask(task);
    return takeObjects(task, this.#options, this.#sink);
  }
}
