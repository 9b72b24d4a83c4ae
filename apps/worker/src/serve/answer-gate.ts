import { AppError } from '@modelmint/domain/errors';

/** Counts the answers that a model is to write, and refuses more than it can soon write. */
export class AnswerGate {
  readonly #answersMax: number;
  #answers = 0;

  constructor(answersMax: number) {
    this.#answersMax = answersMax;
  }

  get answers(): number {
    return this.#answers;
  }

  /** Returns what to call when they are written. Throws `engine_overloaded`; a call that is alone is never refused. */
  enter(answers: number): () => void {
    if (this.#answers > 0 && this.#answers + answers > this.#answersMax)
      throw new AppError('engine_overloaded', 'The serving process has too many answers to write with this model.', {
        retryAfterMs: 1_000,
      });
    this.#answers += answers;
    return () => {
      this.#answers -= answers;
    };
  }
}
