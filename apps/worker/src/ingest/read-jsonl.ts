import { readChatRow } from '@modelmint/domain/dataset-chat-row';
import { chooseColumns, type DatasetColumns } from '@modelmint/domain/dataset-columns';
import type { DatasetLimits } from '@modelmint/domain/dataset-limits';
import { type DatasetProblem, datasetProblem } from '@modelmint/domain/dataset-problem';
import { checkRow, type DatasetRow, isDatasetProblem } from '@modelmint/domain/dataset-row';
import type { DatasetSpec } from '@modelmint/domain/dataset-spec';
import { decodeLine } from './decode-line.ts';
import type { Line } from './read-lines.ts';
import type { RowReader, RowSink } from './row-sink.ts';

export interface ReaderOptions {
  spec: DatasetSpec;
  limits: DatasetLimits;
  encoding: string;
}

/** One JSON object per line: a text and a label field, or a chat of one user and one assistant message. */
export class JsonlReader implements RowReader {
  readonly #options: ReaderOptions;
  readonly #sink: RowSink;
  #columns: DatasetColumns | null = null;
  #isNamed = false;

  constructor(options: ReaderOptions, sink: RowSink) {
    this.#options = options;
    this.#sink = sink;
  }

  read(line: Line): void {
    const { encoding, limits } = this.#options;
    const text = decodeLine(line, { encoding, lineBytesMax: limits.lineBytesMax });
    if (typeof text === 'string' && text.trim() === '') return;
    const row = typeof text === 'object' ? text : this.#readObject(text, line.number);
    if (isDatasetProblem(row)) this.#sink.reject(row);
    else this.#sink.accept(row, line.number);
  }

  end(): void {}

  #readObject(text: string, line: number): DatasetRow | DatasetProblem {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message.slice(0, 160) : 'unreadable';
      return datasetProblem('invalid_json', line, { reason });
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return datasetProblem('not_an_object', line, {});
    const { spec, limits } = this.#options;
    const object = value as Record<string, unknown>;
    if (spec.textColumn === undefined && Object.hasOwn(object, 'messages')) {
      this.#name(Object.keys(object), { textColumn: 'messages', labelColumn: 'messages' });
      return readChatRow(object.messages, line, limits);
    }
    const columns = this.#columns ?? chooseColumns(Object.keys(object), spec, { line, code: 'fields_unclear' });
    if (isDatasetProblem(columns)) return columns;
    this.#columns = columns;
    this.#name(Object.keys(object), columns);
    return checkRow(own(object, columns.textColumn), own(object, columns.labelColumn), line, { columns, limits });
  }

  #name(columns: string[], chosen: DatasetColumns): void {
    if (!this.#isNamed) this.#sink.nameColumns({ columns, ...chosen });
    this.#isNamed = true;
  }
}

/** Not the fields that every object inherits, such as `constructor`. */
function own(object: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
