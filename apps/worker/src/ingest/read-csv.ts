import { chooseColumns, type DatasetColumns } from '@modelmint/domain/dataset-columns';
import { type CsvDialect, endsInsideQuotes, splitCsvRecord } from '@modelmint/domain/dataset-csv-record';
import { type DatasetProblem, datasetProblem } from '@modelmint/domain/dataset-problem';
import { checkRow, type DatasetRow, isDatasetProblem } from '@modelmint/domain/dataset-row';
import { decodeLine } from './decode-line.ts';
import type { ReaderOptions } from './read-jsonl.ts';
import type { Line } from './read-lines.ts';
import { Refused } from './refused.ts';
import type { RowReader, RowSink } from './row-sink.ts';

/** How often the lines after an unclosed quote are read anew; each time costs up to one record of work. */
const rereadsMax = 100;

interface Header {
  width: number;
  columns: DatasetColumns;
  textIndex: number;
  labelIndex: number;
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
      this.#sink.reject(text);
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
  }

  /** A quote that is never closed costs its own line; the lines after it are read as if it were not there. */
  #giveUpOpen(): void {
    const [first, ...others] = this.#open;
    if (first === undefined) return;
    this.#open = [];
    this.#openCharacters = 0;
    this.#sink.reject(datasetProblem('quote_not_closed', first.number, {}));
    const canReread = this.#rereadsLeft-- > 0;
    for (const { number, text } of others) {
      if (canReread) this.read({ number, bytes: Buffer.from(text) });
      else this.#sink.reject(datasetProblem('quote_not_closed', number, {}));
    }
  }

  #readRecord(record: string, line: number): void {
    const fields = splitCsvRecord(record, this.#options.dialect);
    if (this.#header === null) {
      this.#header = this.#readHeader(fields ?? [record], line);
      return;
    }
    const row = this.#readRow(fields, line, this.#header);
    if (isDatasetProblem(row)) this.#sink.reject(row);
    else this.#sink.accept(row, line);
  }

  #readRow(fields: string[] | null, line: number, header: Header): DatasetRow | DatasetProblem {
    if (fields === null) return datasetProblem('quote_misplaced', line, {});
    const { width: expected, textIndex, labelIndex, columns } = header;
    while (fields.length > expected && fields.at(-1) === '') fields.pop();
    if (fields.length !== expected) return datasetProblem('columns_differ', line, { found: fields.length, expected });
    return checkRow(fields[textIndex], fields[labelIndex], line, { columns, limits: this.#options.limits });
  }

  #readHeader(fields: string[], line: number): Header {
    const { columnsMax } = this.#options.limits;
    if (fields.length > columnsMax) throw new Refused(datasetProblem('too_many_columns', line, { columnsMax }));
    const names = fields.map((field) => field.trim());
    const { delimiter } = this.#options.dialect;
    const columns = chooseColumns(names, this.#options.spec, { line, code: 'columns_unclear' });
    if (isDatasetProblem(columns)) {
      this.#sink.nameColumns({ columns: names, delimiter });
      throw new Refused(columns);
    }
    this.#sink.nameColumns({ columns: names, ...columns, delimiter });
    const { textColumn, labelColumn } = columns;
    return {
      width: names.length,
      columns,
      textIndex: names.indexOf(textColumn),
      labelIndex: names.indexOf(labelColumn),
    };
  }
}

/** Spreadsheets write `sep=;` above the header. */
function isBlankOrSettings(text: string, line: number): boolean {
  return text.trim() === '' || (line === 1 && /^"?sep=.\s*"?\s*$/i.test(text));
}
