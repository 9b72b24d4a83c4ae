import { askRow, type InferenceAsk, type InferenceRow, type RowError } from '@modelmint/domain/inference-ask';
import { embeddingInputsMax, type InferenceProblem, problemsKept } from '@modelmint/domain/inference-job';
import { isRowsFault, rowErrorOf } from '@modelmint/domain/inference-line';
import type { CalledModel } from '@modelmint/domain/wire/called-model';
import type { CheckOutcome, CheckRequest } from './check-message.ts';
import { ChunkWriter, type RowSize } from './chunk-writer.ts';
import { readBatchLine, type SeenLines } from './read-batch-line.ts';
import { type FoundValue, readInput, refusalOf } from './read-input.ts';

export interface CheckNeeds {
  /** Who is called by this name, which stands on this line of a batch. */
  findModel(name: string, line: number): Promise<CalledModel>;
  /** Called for each row; throws when the process takes too much memory. */
  tick(): Promise<void>;
}

/**
 * Reads an input file once, in flat memory: every row on a line of its own, cut into chunks, with the most tokens that it
 * can need. Faults of a batch refuse it whole; of rows, only those that have them are refused.
 */
export async function checkRows(request: CheckRequest, needs: CheckNeeds): Promise<CheckOutcome> {
  const check = new Check(request, needs);
  try {
    const { sourcePath, limits, mode, column } = request;
    const found = readInput({ path: sourcePath, limits, isJson: mode === 'BATCH', column });
    for await (const value of found) {
      await needs.tick();
      if (check.rows >= limits.rowsMax) return check.refuseWhole(tooMany(limits.rowsMax));
      await check.take(value);
      if (check.bytes > timesLarger * limits.bytesMax) return check.refuseWhole(tooLarge);
    }
    return check.finish();
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return check.refuseWhole(refusal);
  } finally {
    check.close();
  }
}

/** What the rows take with the names of their columns, as times the bytes of the largest file. */
const timesLarger = 4;
const tooLarge: RowError = {
  code: 'invalid_file',
  message:
    'With the names of their columns the rows take too much room. Leave columns out, or split the file into several jobs.',
  param: 'input_file_id',
};

const tooDeep: RowError = { code: 'invalid_json_line', message: 'The line is nested too deeply.', param: null };

/** JSON is read however deep it is nested, and cannot be written so. */
const isTooDeep = (thrown: unknown) => thrown instanceof RangeError;

function refusedRow(thrown: unknown): RowError {
  if (!isRowsFault(thrown)) throw thrown;
  return rowErrorOf(thrown);
}

function tooMany(rowsMax: number): RowError {
  const message = `The file has more than ${rowsMax.toLocaleString('en-US')} rows. Split it into several jobs.`;
  return { code: 'invalid_file', message, param: 'input_file_id' };
}

class Check {
  rows = 0;
  readonly #request: CheckRequest;
  readonly #needs: CheckNeeds;
  readonly #writer: ChunkWriter;
  readonly #seen: SeenLines = { customIds: new Set(), model: null };
  readonly #problems: InferenceProblem[] = [];
  #faults = 0;
  #refused = 0;
  #tokensMax = 0;
  #inputs = 0;
  #ask: InferenceAsk | null;

  constructor(request: CheckRequest, needs: CheckNeeds) {
    this.#request = request;
    this.#needs = needs;
    this.#writer = new ChunkWriter(request.rowsPath, request.route);
    const { model, called } = request;
    this.#ask = model === null || called === null ? null : this.#askOf(model, called);
  }

  async take(found: FoundValue): Promise<void> {
    const row = this.rows++;
    if (this.#request.mode === 'BATCH') await this.#takeLine(found, row);
    else this.#takeRow(found, row);
  }

  finish(): CheckOutcome {
    const { mode, route } = this.#request;
    if (this.rows === 0)
      return this.refuseWhole({ code: 'invalid_file', message: 'The file has no rows.', param: 'input_file_id' });
    if (mode === 'BATCH' && this.#faults > 0) {
      const lines = `${this.#faults.toLocaleString('en-US')} ${this.#faults === 1 ? 'line' : 'lines'}`;
      return this.#refuse(`${lines} of the file cannot be read as requests of a batch. Mend them and create it again.`);
    }
    if (mode === 'BATCH' && route === '/v1/embeddings' && this.#inputs > embeddingInputsMax) {
      const [found, most] = [this.#inputs, embeddingInputsMax].map((count) => count.toLocaleString('en-US'));
      return this.#refuse(`The file has ${found} inputs to embed; a batch has at most ${most}. Split it into several.`);
    }
    if (mode === 'ROWS' && this.#refused === this.rows)
      return this.#refuse('None of the rows of the file can be asked. Mend them and create the job again.');
    this.#writer.finish(this.#request.indexPath);
    const { chunks } = this.#writer;
    return { verdict: 'ready', rows: this.rows, refused: this.#refused, chunks, tokensMax: this.#tokensMax };
  }

  refuseWhole(failure: RowError): CheckOutcome {
    return { verdict: 'refused', failure, problems: [{ ...failure, line: null }] };
  }

  close(): void {
    this.#writer.close();
  }

  /** Written so far. */
  get bytes(): number {
    return this.#writer.bytes;
  }

  #refuse(message: string): CheckOutcome {
    const failure = { code: 'invalid_file', message, param: 'input_file_id' };
    return { verdict: 'refused', failure, problems: this.#problems };
  }

  #askOf(model: string, called: CalledModel): InferenceAsk {
    const { mode, route, column, parameters, seed } = this.#request;
    return { mode, route, column, parameters, seed, model, called };
  }

  async #takeLine(found: FoundValue, row: number): Promise<void> {
    const read = readBatchLine(found, this.#request.route, this.#seen);
    if ('problem' in read) return this.#fault(read.problem);
    this.#ask ??= this.#askOf(read.model, await this.#needs.findModel(read.model, found.line));
    this.#add({ row, line: found.line, customId: read.customId, value: read.body, error: null }, this.#ask);
  }

  #takeRow({ line, value, error }: FoundValue, row: number): void {
    if (this.#ask === null) throw new Error('a job of rows has no model');
    this.#add({ row, line, customId: null, value: value ?? null, error: error ?? null }, this.#ask);
  }

  #add(row: InferenceRow, ask: InferenceAsk): void {
    let size: RowSize = { inputs: 1, tokensMax: 0 };
    let error = row.error;
    try {
      if (error === null) size = askRow(ask, row);
      this.#writer.add({ ...row, error }, size);
    } catch (thrown) {
      size = { inputs: 1, tokensMax: 0 };
      error = isTooDeep(thrown) ? tooDeep : refusedRow(thrown);
      this.#write({ ...row, error }, size);
    }
    if (error !== null) {
      this.#refused++;
      this.#keep({ ...error, line: row.line });
    }
    this.#tokensMax += size.tokensMax;
    this.#inputs += size.inputs;
  }

  /** One that is at fault, without its value where that cannot be written. */
  #write(row: InferenceRow, size: RowSize): void {
    try {
      this.#writer.add(row, size);
    } catch (thrown) {
      if (!isTooDeep(thrown)) throw thrown;
      this.#writer.add({ ...row, value: null }, size);
    }
  }

  #fault(problem: InferenceProblem): void {
    this.#faults++;
    this.#keep(problem);
  }

  #keep(problem: InferenceProblem): void {
    if (this.#problems.length < problemsKept) this.#problems.push(problem);
  }
}
