import { type DetailedError, type HttpResponse, Upload } from 'tus-js-client';
import type { UploadFields } from './upload-fields.ts';
import { uploadFingerprint } from './upload-fingerprint.ts';
import { type UploadProgress, UploadSpeed } from './upload-progress.ts';

interface UploadOptions {
  projectId: string;
  file: File;
  fields: UploadFields;
  onProgress: (progress: UploadProgress) => void;
  /** The data set that the server made of the file and the file, or null where its answer was lost on the way. */
  onDone: (datasetId: string | null, fileId: string | null) => void;
}

/** Small enough for a proxy with a body limit, large enough for a fast line. */
const chunkBytes = 8 * 1024 * 1024;
const offlineRetryMs = 3_000;
/** Without a byte for so long the line is dead, also when the browser has not noticed. */
const stallMs = 30_000;
/** A try to go on that has no answer by then hangs on a dead line; the next one takes a new line. */
const tryMs = 10_000;

/** One upload that can be paused, goes on where it was after a reload, and waits for a lost network by itself. */
export class UploadRun {
  readonly #options: UploadOptions;
  readonly #upload: Upload;
  readonly #speed = new UploadSpeed();
  #progress: UploadProgress;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #stall: ReturnType<typeof setTimeout> | undefined;
  /** Two tries at once would write over one another. */
  #isTrying = false;
  readonly #online = () => this.#goOn();
  readonly #offline = () => this.#lose();

  constructor(options: UploadOptions) {
    this.#options = options;
    const { file, projectId, fields } = options;
    this.#progress = {
      phase: 'starting',
      fileName: file.name,
      sentBytes: 0,
      totalBytes: file.size,
      bytesPerSecond: null,
      error: null,
      requestId: null,
    };
    this.#upload = new Upload(file, {
      endpoint: new URL('/uploads', location.href).href,
      metadata: { purpose: 'fine-tune', ...fields, projectId, filename: file.name },
      chunkSize: chunkBytes,
      retryDelays: [500, 2_000, 5_000],
      fingerprint: () => Promise.resolve(uploadFingerprint(projectId, file, fields.purpose)),
      removeFingerprintOnSuccess: true,
      onProgress: (sent) => this.#sent(sent),
      onSuccess: ({ lastResponse }) => this.#finished(lastResponse),
      onError: (error) => this.#failed(error),
    });
  }

  /** Begins, or goes on with what an earlier page has sent. */
  async start(): Promise<void> {
    window.addEventListener('online', this.#online);
    window.addEventListener('offline', this.#offline);
    const [earlier] = await this.#upload.findPreviousUploads();
    if (earlier !== undefined) this.#upload.resumeFromPreviousUpload(earlier);
    this.#try(stallMs);
  }

  async pause(): Promise<void> {
    this.#clearTimers();
    this.#isTrying = false;
    await this.#upload.abort();
    this.#speed.reset();
    this.#change({ phase: 'paused', bytesPerSecond: null });
  }

  resume(): void {
    this.#speed.reset();
    this.#change({ phase: 'starting', error: null, requestId: null });
    this.#try(stallMs);
  }

  /** Stops and has the server forget what it got. */
  async cancel(): Promise<void> {
    this.close();
    await this.#upload.abort(true);
  }

  /** The page goes away; what was sent stays, to be resumed. */
  close(): void {
    this.#stopListening();
    if (this.#progress.phase !== 'done') void this.#upload.abort();
  }

  #change(change: Partial<UploadProgress>): void {
    this.#progress = { ...this.#progress, ...change };
    this.#options.onProgress(this.#progress);
  }

  #try(patienceMs: number): void {
    this.#isTrying = true;
    this.#watch(patienceMs);
    this.#upload.start();
  }

  #watch(patienceMs: number): void {
    clearTimeout(this.#stall);
    this.#stall = setTimeout(() => this.#lose(), patienceMs);
  }

  #sent(sentBytes: number): void {
    const bytesPerSecond = this.#speed.add(performance.now(), sentBytes);
    const phase = sentBytes >= this.#progress.totalBytes ? 'finishing' : 'sending';
    this.#isTrying = false;
    // Storing a large file takes its time on the server.
    if (phase === 'sending') this.#watch(stallMs);
    else clearTimeout(this.#stall);
    this.#change({ phase, sentBytes, bytesPerSecond });
  }

  #finished(response: HttpResponse): void {
    this.#stopListening();
    this.#change({ phase: 'done', sentBytes: this.#progress.totalBytes });
    this.#options.onDone(idOf(response, 'dataset'), idOf(response, 'file'));
  }

  #failed(error: Error | DetailedError): void {
    const response = 'originalResponse' in error ? error.originalResponse : null;
    if (response !== null) {
      this.#clearTimers();
      this.#isTrying = false;
      const problem = problemOf(response);
      this.#change({ phase: 'failed', bytesPerSecond: null, ...problem });
      return;
    }
    // No answer at all: the network is gone.
    this.#wait();
  }

  /** The line is dead while a request is under way. */
  #lose(): void {
    const { phase } = this.#progress;
    if (!this.#isTrying && phase !== 'sending' && phase !== 'starting' && phase !== 'finishing') return;
    this.#upload.abort().then(
      () => this.#wait(),
      () => this.#wait(),
    );
  }

  /** Goes on when the browser says that the network is back, or when a try works. */
  #wait(): void {
    this.#clearTimers();
    this.#isTrying = false;
    this.#speed.reset();
    this.#change({ phase: 'offline', bytesPerSecond: null });
    this.#retry = setTimeout(() => this.#goOn(), offlineRetryMs);
  }

  #clearTimers(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#stall);
  }

  #stopListening(): void {
    this.#clearTimers();
    window.removeEventListener('online', this.#online);
    window.removeEventListener('offline', this.#offline);
  }

  #goOn(): void {
    if (this.#progress.phase !== 'offline' || this.#isTrying) return;
    clearTimeout(this.#retry);
    this.#try(tryMs);
  }
}

function idOf(response: HttpResponse, noun: 'dataset' | 'file'): string | null {
  const header = response.getHeader(`x-${noun}-id`);
  if (header) return header;
  const body = parse(response.getBody()) as Record<string, unknown> | null;
  const id = body?.[`${noun}Id`];
  return typeof id === 'string' ? id : null;
}

function problemOf(response: HttpResponse): Pick<UploadProgress, 'error' | 'requestId'> {
  const body = parse(response.getBody()) as { error?: { message?: unknown } } | null;
  const message = body?.error?.message;
  return {
    // i18n-ignore: the page says it in the language of the reader.
    error: typeof message === 'string' ? message : `The server answered ${response.getStatus()}. Try again.`,
    requestId: response.getHeader('x-request-id') ?? null,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
