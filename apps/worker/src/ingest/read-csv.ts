import { chooseColumns, chooseGenerationColumns } from '@modelmint/domain/dataset-columns';
import { type CsvDialect, endsInsideQuotes, splitCsvRecord } from '@modelmint/domain/dataset-csv-record';
import { readGenerationRow } from '@modelmint/domain/dataset-generation-row';
import { type DatasetProblem, datasetProblem } from '@modelmint/domain/dataset-problem';
import { checkRow, isDatasetProblem, type RowRules } from '@modelmint/domain/dataset-row';
import { taskOfColumns, taskOfSpec } from '@modelmint/domain/dataset-task';
import type { GenerationFields } from '@modelmint/domain/generation-row';
import { decodeLine } from './decode-line.ts';
import { classifiedRow, generatedRow } from './found-row.ts';
import type { Line } from './read-lines.ts';
import { namesOf } from './read-objects.ts';
import { openRatings } from './read-ratings.ts';
import { openTable } from './read-table.ts';
import type { ReaderOptions } from './reader-options.ts';
import { Refused } from './refused.ts';
import type { RowReader, RowSink } from './row-sink.ts';
import { headerCells, type MakeRow, type RowTaker, takeEach, takeSampled } from './take-rows.ts';

/** How often the lines after an unclosed quote are read anew; each time costs up to one record of work. */
const rereadsMax = 100;

interface Header {
  width: number;
  /** Takes the fields of a record. */
  rows: RowTaker<readonly string[]>;
}

/** A header and one record per example. A record may span lines inside quotes. */
export class CsvReader implements RowReader {
  readonly #options: ReaderOptions & { dialect: CsvDialect };
  readonly #sink: RowSink;
  #header: Header | null = null;
  #open: { number: number; text: string }[] = [];
  #openCharacters = 0;
  #rereadsLeft = rereadsMax;

  constructor(options: ReaderOptions & { dialect: CsvDialect }, sink: RowSink) {
    this.#options = options;
    this.#sink = sink;
  }

  read(line: Line): void {
    const { encoding, limits, dialect } = this.#options;
    const text = decodeLine(line, { encoding, lineBytesMax: limits.lineBytesMax });
    if (typeof text === 'object') {
      this.#giveUpOpen();
      this.#reject(text);
      return;
    }
    const isContinued = this.#open.length > 0;
    if (!isContinued && isBlankOrSettings(text, line.number)) return;
    this.#open.push({ number: line.number, text });
    this.#openCharacters += text.length + 1;
    if (endsInsideQuotes(text, isContinued, dialect)) {
      if (this.#openCharacters > limits.lineBytesMax) this.#giveUpOpen();
      return;
    }
    const number = this.#open[0]?.number ?? line.number;
    const record = isContinued ? this.#open.map((part) => part.text).join('\n') : text;
    this.#open = [];
    this.#openCharacters = 0;
    this.#readRecord(record.endsWith('\r') ? record.slice(0, -1) : record, number);
  }

  end(): void {
    while (this.#open.length > 0) this.#giveUpOpen();
    this.#header?.rows.end();
  }

  #reject(problem: DatasetProblem): void {
    if (this.#header === null) this.#sink.reject(problem);
    else this.#header.rows.reject(problem);
  }

  /** A quote that is never closed costs its own line; the lines after it are read as if it were not there. */
  #giveUpOpen(): void {
    const [first, ...others] = this.#open;
    if (first === undefined) return;
    this.#open = [];
    this.#openCharacters = 0;
    this.#reject(datasetProblem('quote_not_closed', first.number, {}));
    const canReread = this.#rereadsLeft-- > 0;
    for (const { number, text } of others) {
      if (canReread) this.read({ number, bytes: Buffer.from(text) });
      else this.#reject(datasetProblem('quote_not_closed', number, {}));
    }
  }

  #readRecord(record: string, line: number): void {
    const fields = splitCsvRecord(record, this.#options.dialect);
    if (this.#header === null) {
      this.#header = this.#readHeader(fields ?? [record], line);
      return;
    }
    const { width: expected, rows } = this.#header;
    if (fields === null) {
      rows.reject(datasetProblem('quote_misplaced', line, {}));
      return;
    }
    while (fields.length > expected && fields.at(-1) === '') fields.pop();
    const found = fields.length;
    if (found === expected) rows.take(fields, line, record.length);
    else rows.reject(datasetProblem('columns_differ', line, { found, expected }));
  }

  #readHeader(fields: string[], line: number): Header {
    const { spec, limits, dialect } = this.#options;
    const { columnsMax } = limits;
    if (fields.length > columnsMax) throw new Refused(datasetProblem('too_many_columns', line, { columnsMax }));
    const names = fields.map((field) => field.trim());
    const task = taskOfSpec(spec) ?? taskOfColumns(names);
    this.#sink.nameTask(task);
    const found = { columns: names, delimiter: dialect.delimiter };
    this.#sink.nameColumns(found);
    if (task === 'tabular' || task === 'recommendation') {
      const open = task === 'tabular' ? openTable : openRatings;
      const rows = takeSampled(this.#sink, headerCells(names, line), open({ spec, limits }, this.#sink));
      return { width: names.length, rows };
    }
    const chosen =
      task === 'text-generation'
        ? chooseGenerationColumns(names, spec, line)
        : chooseColumns(names, spec, { line, code: 'columns_unclear' });
    if (isDatasetProblem(chosen)) throw new Refused(chosen);
    const isFields = 'answer' in chosen;
    this.#sink.nameColumns({ ...found, ...(isFields ? namesOf(chosen) : chosen) });
    const make = isFields ? readGenerated(names, chosen) : readClassified(names, { columns: chosen, limits });
    return { width: names.length, rows: takeEach(this.#sink, make) };
  }
}

function readClassified(names: readonly string[], rules: RowRules): MakeRow<readonly string[]> {
  const [textIndex, labelIndex] = [names.indexOf(rules.columns.textColumn), names.indexOf(rules.columns.labelColumn)];
  return (fields, line) => {
    const row = checkRow(fields[textIndex], fields[labelIndex], line, rules);
    return isDatasetProblem(row) ? row : classifiedRow(row, line);
  };
}

function readGenerated(names: readonly string[], chosen: GenerationFields): MakeRow<readonly string[]> {
  return (fields, line) => {
    const object = Object.fromEntries(names.map((name, index) => [name, fields[index]]));
    const row = readGenerationRow(object, line, chosen);
    return isDatasetProblem(row) ? row : generatedRow(row, line);
  };
}

/** Spreadsheets write `sep=;` above the header. */
function isBlankOrSettings(text: string, line: number): boolean {
  return text.trim() === '' || (line === 1 && /^"?sep=.\s*"?\s*$/i.test(text));
}
