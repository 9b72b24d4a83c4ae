/** What an upload is doing now. */
export type UploadPhase = 'starting' | 'sending' | 'paused' | 'offline' | 'finishing' | 'done' | 'failed';

export interface UploadProgress {
  phase: UploadPhase;
  fileName: string;
  sentBytes: number;
  totalBytes: number;
  /** Null until there is something to go by. */
  bytesPerSecond: number | null;
  /** What went wrong and how to mend it; only when `failed`. */
  error: string | null;
  requestId: string | null;
}

/** Speed over the last seconds, so that a pause or one slow second does not count for the whole upload. */
export class UploadSpeed {
  readonly #samples: { at: number; bytes: number }[] = [];
  readonly #windowMs: number;

  constructor(windowMs = 4_000) {
    this.#windowMs = windowMs;
  }

  /** Bytes per second after this sample, or null before a quarter of a second has been seen. */
  add(at: number, bytes: number): number | null {
    this.#samples.push({ at, bytes });
    while (this.#samples.length > 2 && (this.#samples[0]?.at ?? at) < at - this.#windowMs) this.#samples.shift();
    const first = this.#samples[0];
    if (first === undefined || at - first.at < 250 || bytes < first.bytes) return null;
    return ((bytes - first.bytes) / (at - first.at)) * 1000;
  }

  /** After a pause: what came before says nothing. */
  reset(): void {
    this.#samples.length = 0;
  }
}

/** Whole per cent, 100 only when every byte has been taken. */
export function percentSent({ sentBytes, totalBytes }: Pick<UploadProgress, 'sentBytes' | 'totalBytes'>): number {
  return totalBytes === 0 ? 0 : Math.floor((100 * sentBytes) / totalBytes);
}

/** Seconds until the last byte at the present speed, or null where that cannot be said. */
export function secondsLeft(progress: UploadProgress): number | null {
  const { phase, sentBytes, totalBytes, bytesPerSecond } = progress;
  if (phase !== 'sending' || bytesPerSecond === null || bytesPerSecond < 1) return null;
  return Math.ceil((totalBytes - sentBytes) / bytesPerSecond);
}
