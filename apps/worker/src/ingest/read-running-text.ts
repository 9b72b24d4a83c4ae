import { holdsTable } from '@modelmint/domain/dataset-csv-dialect';
import { readGenerationRow } from '@modelmint/domain/dataset-generation-row';
import { isDatasetProblem } from '@modelmint/domain/dataset-row';
import type { DatasetSpec } from '@modelmint/domain/dataset-spec';
import { taskOfSpec } from '@modelmint/domain/dataset-task';
import { decodeLine } from './decode-line.ts';
import { generatedRow } from './found-row.ts';
import type { Line } from './read-lines.ts';
import type { ReaderOptions } from './reader-options.ts';
import type { RowReader, RowSink } from './row-sink.ts';

/** A row ends at the first blank line past so many characters, or at the first line end past twice as many. */
const rowCharacters = 2_000;
/** A longer line is cut at a blank. */
const pieceCharactersMax = 4 * rowCharacters;

/** Where text generation was asked for, no column was chosen, and the first lines are no table. */
export function isRunningText(head: Buffer, spec: DatasetSpec): boolean {
  const isColumnChosen = spec.textColumn !== undefined || spec.labelColumn !== undefined;
  return taskOfSpec(spec) === 'text-generation' && !isColumnChosen && !holdsTable(head.toString('utf8'));
}

/** Running text, cut into rows for a language model: paragraphs stay whole where they are not too long. */
export class TextReader implements RowReader {
  readonly #options: ReaderOptions;
  readonly #sink: RowSink;
  #open: string[] = [];
  #openCharacters = 0;
  #firstLine = 1;

  constructor(options: ReaderOptions, sink: RowSink) {
    this.#options = options;
    this.#sink = sink;
    sink.nameTask('text-generation');
  }

  read(line: Line): void {
    const { encoding, limits } = this.#options;
    const text = decodeLine(line, { encoding, lineBytesMax: limits.lineBytesMax });
    if (typeof text === 'object') {
      this.#finish();
      this.#sink.reject(text);
      return;
    }
    const isBlank = text.trim() === '';
    if (isBlank && this.#openCharacters >= rowCharacters) this.#finish();
    for (const piece of cutLongLine(text.endsWith('\r') ? text.slice(0, -1) : text)) this.#add(piece, line.number);
  }

  end(): void {
    this.#finish();
  }

  #add(piece: string, line: number): void {
    if (this.#openCharacters === 0) {
      if (piece.trim() === '') return;
      this.#firstLine = line;
    }
    this.#open.push(piece);
    this.#openCharacters += piece.length + 1;
    if (this.#openCharacters >= 2 * rowCharacters) this.#finish();
  }

  #finish(): void {
    if (this.#openCharacters === 0) return;
    const text = this.#open.join('\n').trimEnd();
    this.#open = [];
    this.#openCharacters = 0;
    const row = readGenerationRow({ text }, this.#firstLine);
    if (isDatasetProblem(row)) this.#sink.reject(row);
    else this.#sink.accept(generatedRow(row, this.#firstLine));
  }
}

/** At the last blank that leaves a piece short enough, or in the middle of what has none, but of no character. */
function cutLongLine(line: string): string[] {
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > pieceCharactersMax) {
    const blank = rest.lastIndexOf(' ', pieceCharactersMax);
    const isInCharacter = (rest.codePointAt(pieceCharactersMax - 1) ?? 0) > 0xffff;
    const end = blank > 0 ? blank : pieceCharactersMax - (isInCharacter ? 1 : 0);
    pieces.push(rest.slice(0, end));
    rest = rest.slice(blank > 0 ? end + 1 : end);
  }
  return [...pieces, rest];
}
