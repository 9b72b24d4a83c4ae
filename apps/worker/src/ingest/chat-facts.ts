import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { FoundRow } from './row-sink.ts';

/** What a report says of rows for text generation. */
export class ChatFacts {
  readonly #rows = { messages: 0, completion: 0, text: 0 };
  #turns = 0;
  #systemRows = 0;
  #longestTokens = 0;

  add({ kind, turns, hasSystem }: NonNullable<FoundRow['chat']>, tokens: number): void {
    this.#rows[kind]++;
    this.#turns += turns;
    if (hasSystem) this.#systemRows++;
    this.#longestTokens = Math.max(this.#longestTokens, tokens);
  }

  finish(): NonNullable<DatasetReport['chat']> {
    return {
      rows: this.#rows,
      turns: this.#turns,
      systemRows: this.#systemRows,
      longestTokens: this.#longestTokens,
    };
  }
}
