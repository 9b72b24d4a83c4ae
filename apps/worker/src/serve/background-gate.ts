/** What nobody waits for comes back after so long without its turn, to be asked again. */
export const turnWaitMsMax = 30_000;

interface Waiting {
  answers: number;
  start(): void;
}

/**
 * Lets answers that nobody waits for be written beside those that somebody does: a few at a time, and one call at a time
 * as long as somebody waits, so that it goes on all the same.
 */
export class BackgroundGate {
  readonly #answersMax: number;
  #foreground = 0;
  #running = 0;
  #waiting: Waiting[] = [];

  constructor(answersMax: number) {
    this.#answersMax = answersMax;
  }

  /** Somebody waits for an answer. Returns what to call when it is there. */
  enterForeground(): () => void {
    this.#foreground++;
    return () => {
      this.#foreground--;
      this.#startNext();
    };
  }

  /** Waits for its turn; returns what to call when the answers are written. Throws the signal's reason. */
  async enterBackground(answers: number, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#waiting.length === 0 && this.#mayStart(answers)) this.#running += answers;
    else await this.#turn(answers, signal);
    return () => {
      this.#running -= answers;
      this.#startNext();
    };
  }

  #mayStart(answers: number): boolean {
    return this.#running === 0 || (this.#foreground === 0 && this.#running + answers <= this.#answersMax);
  }

  #turn(answers: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting = this.#waiting.filter((one) => one !== waiting);
        reject(signal.reason);
      };
      const waiting: Waiting = {
        answers,
        start: () => {
          signal.removeEventListener('abort', leave);
          this.#running += answers;
          resolve();
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiting);
    });
  }

  #startNext(): void {
    for (let next = this.#waiting[0]; next !== undefined && this.#mayStart(next.answers); next = this.#waiting[0]) {
      this.#waiting.shift();
      next.start();
    }
  }
}
