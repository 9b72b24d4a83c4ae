import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { AppError } from '@modelmint/domain/errors';
import { checkKey, checkPrefix } from './check-key.ts';
import { checkRange } from './check-range.ts';
import { checkWritable } from './check-writable.ts';
import { materializeFile } from './materialize-file.ts';
import { MeasuredBody } from './measured-body.ts';
import { s3Error } from './s3-error.ts';
import type { GetOptions, ListedObject, MaterializedFile, PutOptions, Storage, StoredObject } from './storage.ts';
import { verifyStream } from './verify-stream.ts';

export interface S3Settings {
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** True for most servers that are not Amazon's: the bucket is in the path, not in the host name. */
  forcePathStyle: boolean;
  /** Where `materialize` puts its copies; default the system's. */
  tempFolder?: string;
  /** Larger objects are copied through us. Default 5 GiB, the most that CopyObject takes. */
  copySizeBytesMax?: number;
}

/** With S3's 10,000 parts at most: objects up to 80 GB. */
const partSizeBytes = 8 * 1024 * 1024;
/** Parts in flight for each upload; bounds its memory to about 4 parts. */
const partsAtOnce = 3;
const copySizeBytesMaxOfS3 = 5 * 1024 ** 3;

/** Objects in a bucket of Amazon S3 or of a server that speaks its protocol. */
export class S3Storage implements Storage {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #tempFolder: string;
  readonly #copySizeBytesMax: number;

  constructor(settings: S3Settings) {
    const { endpoint, region, accessKeyId, secretAccessKey, forcePathStyle } = settings;
    this.#client = new S3Client({
      endpoint,
      region,
      forcePathStyle,
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: 3,
      requestHandler: { connectionTimeout: 5_000, socketTimeout: 60_000 },
    });
    this.#bucket = settings.bucket;
    this.#tempFolder = settings.tempFolder ?? tmpdir();
    this.#copySizeBytesMax = settings.copySizeBytesMax ?? copySizeBytesMaxOfS3;
  }

  async put(key: string, source: Readable | Uint8Array, options: PutOptions = {}): Promise<StoredObject> {
    const body = new MeasuredBody(source, options);
    const stream = Readable.from(body);
    try {
      // A failure of the body or of a part aborts the upload, so neither an object nor paid parts stay behind.
      const upload = new Upload({
        client: this.#client,
        params: {
          ...this.#at(key),
          Body: stream,
          ...(options.contentType === undefined ? {} : { ContentType: options.contentType }),
        },
        partSize: partSizeBytes,
        queueSize: partsAtOnce,
      });
      await upload.done();
      return { key, sizeBytes: body.sizeBytes, sha256: body.sha256 };
    } catch (error) {
      if (body.failure !== null) throw body.failure.error;
      throw s3Error(error, key);
    } finally {
      stream.destroy();
      body.destroy();
    }
  }

  async get(key: string, options: GetOptions = {}): Promise<Readable> {
    const { range, sha256 } = options;
    if (range !== undefined) checkRange(range, Number.POSITIVE_INFINITY);
    const stream = await attempt(key, async () => {
      const { Body: body } = await this.#client.send(
        new GetObjectCommand({
          ...this.#at(key),
          ...(range === undefined ? {} : { Range: `bytes=${range.start}-${range.end ?? ''}` }),
        }),
      );
      if (!(body instanceof Readable)) throw new AppError('internal_error', `S3 gave no bytes for ${key}.`);
      return body;
    });
    return sha256 === undefined ? stream : verifyStream(stream, key, sha256);
  }

  async head(key: string): Promise<{ sizeBytes: number } | null> {
    const at = this.#at(key);
    try {
      const { ContentLength: sizeBytes } = await this.#client.send(new HeadObjectCommand(at));
      return { sizeBytes: sizeBytes ?? 0 };
    } catch (error) {
      const known = s3Error(error, key);
      if (known.code === 'not_found') return null;
      throw known;
    }
  }

  async copy(from: string, to: string): Promise<void> {
    const target = this.#at(to);
    const found = await this.head(from);
    if (found === null) throw new AppError('not_found', `No stored object ${from}.`);
    // S3 refuses to copy an object onto itself.
    if (from === to) return;
    if (found.sizeBytes > this.#copySizeBytesMax) {
      await this.put(to, await this.get(from));
      return;
    }
    const source = `${this.#bucket}/${from}`.split('/').map(encodeURIComponent).join('/');
    await attempt(from, () => this.#client.send(new CopyObjectCommand({ ...target, CopySource: source })));
  }

  async delete(key: string): Promise<void> {
    const at = this.#at(key);
    await attempt(key, () => this.#client.send(new DeleteObjectCommand(at)));
  }

  async deletePrefix(prefix: string): Promise<void> {
    const folder = checkPrefix(prefix);
    if (folder === '') throw new AppError('invalid_value', 'An empty prefix would delete everything.');
    for await (const page of this.#pages(folder)) {
      if (page.length === 0) continue;
      const { Errors: errors = [] } = await attempt(folder, () =>
        this.#client.send(
          new DeleteObjectsCommand({
            Bucket: this.#bucket,
            Delete: { Objects: page.map(({ key }) => ({ Key: key })), Quiet: true },
          }),
        ),
      );
      // S3 answers 200 here even when it deleted nothing.
      if (errors[0] !== undefined)
        throw new AppError('internal_error', `S3 kept ${errors.length} objects below ${folder} (${errors[0].Code}).`);
    }
  }

  async *list(prefix: string): AsyncGenerator<ListedObject> {
    for await (const page of this.#pages(checkPrefix(prefix))) yield* page;
  }

  checkWritable(): Promise<void> {
    return checkWritable(this);
  }

  async materialize(key: string, options: { sha256?: string } = {}): Promise<MaterializedFile> {
    return materializeFile(await this.get(key, options), key, this.#tempFolder);
  }

  #at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: checkKey(key) };
  }

  /** Pages of up to 1,000, which is also the most that one DeleteObjects takes. */
  async *#pages(folder: string): AsyncGenerator<ListedObject[]> {
    try {
      const pages = paginateListObjectsV2({ client: this.#client }, { Bucket: this.#bucket, Prefix: folder });
      for await (const { Contents: contents = [] } of pages)
        yield contents.map(({ Key: key = '', Size: sizeBytes = 0, LastModified: modifiedAt = new Date() }) => ({
          key,
          sizeBytes,
          modifiedAt,
        }));
    } catch (error) {
      throw s3Error(error, folder);
    }
  }
}

async function attempt<T>(key: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw s3Error(error, key);
  }
}
