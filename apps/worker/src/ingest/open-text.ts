import { pipeline } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';
import type { DatasetLimits } from '@modelmint/domain/dataset-limits';
import { type DatasetProblemCode, datasetProblem } from '@modelmint/domain/dataset-problem';
import type { DatasetSpec } from '@modelmint/domain/dataset-spec';
import iconv from 'iconv-lite';
import { detectBinary, looksBinary } from './detect-binary.ts';
import { detectEncoding } from './detect-encoding.ts';
import { Refused } from './refused.ts';

const chunkBytes = 256 * 1024;
/** As much as is looked at to tell encoding, format and dialect. */
const headBytes = 64 * 1024;
const ratioCheckedFromBytes = 16 * 1024 ** 2;

/** What is known of a file's bytes; filled while it is read, so that a refusal can still say it. */
export interface TextFacts {
  compression: 'none' | 'gzip';
  /** null where the bytes are not text. */
  encoding: string | null;
  fileBytes: number;
  textBytes: number;
}

export interface OpenText {
  /** The first bytes of the text, in UTF-8. */
  head: Buffer;
  /** The whole text in UTF-8, the head included. */
  chunks: AsyncIterable<Buffer>;
}

interface Opening {
  spec: DatasetSpec;
  limits: DatasetLimits;
  facts: TextFacts;
}

/** Unpacks and decodes a file's bytes as a stream. Throws `Refused` for what is not text. */
export async function openText(file: AsyncIterable<Buffer>, opening: Opening): Promise<OpenText> {
  const { facts } = opening;
  const source = file[Symbol.asyncIterator]();
  const first = await source.next();
  const isGzip = first.done !== true && first.value[0] === 0x1f && first.value[1] === 0x8b;
  facts.compression = isGzip ? 'gzip' : 'none';
  const counted = count(rejoin(first, source), facts);
  const { head, rest } = await takeHead(limit(isGzip ? gunzip(counted, opening.limits) : counted, opening));
  return decode(head, rest, opening);
}

async function* rejoin<T>(first: IteratorResult<T>, rest: AsyncIterator<T>): AsyncGenerator<T> {
  for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
}

async function* count(chunks: AsyncIterable<Buffer>, facts: TextFacts): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    facts.fileBytes += chunk.length;
    yield chunk;
  }
}

async function* gunzip(packed: AsyncIterable<Buffer>, limits: DatasetLimits): AsyncGenerator<Buffer> {
  const { expansionRatioMax: times } = limits;
  let unpackedBytes = 0;
  const unpacker = createGunzip({ chunkSize: chunkBytes });
  // The error reaches the loop below through the destroyed stream.
  pipeline(packed, unpacker, () => undefined);
  try {
    for await (const chunk of unpacker as AsyncIterable<Buffer>) {
      unpackedBytes += chunk.length;
      if (unpackedBytes > ratioCheckedFromBytes && unpackedBytes > unpacker.bytesWritten * times)
        throw new Refused(datasetProblem('gzip_expands_too_much', null, { times }));
      yield chunk;
    }
  } catch (error) {
    const code: unknown = error instanceof Error && 'errno' in error ? error.errno : undefined;
    if (typeof code !== 'number' || code > 0) throw error;
    const problem: DatasetProblemCode = code === constants.Z_BUF_ERROR ? 'gzip_truncated' : 'gzip_corrupt';
    throw new Refused(datasetProblem(problem, null, {}));
  }
}

async function* limit(chunks: AsyncIterable<Buffer>, { limits, facts }: Opening): AsyncGenerator<Buffer> {
  const { textBytesMax: sizeBytesMax } = limits;
  for await (const chunk of chunks) {
    facts.textBytes += chunk.length;
    if (facts.textBytes > sizeBytesMax) throw new Refused(datasetProblem('file_too_large', null, { sizeBytesMax }));
    yield chunk;
  }
}

async function takeHead(chunks: AsyncGenerator<Buffer>): Promise<{ head: Buffer; rest: AsyncIterable<Buffer> }> {
  const pieces: Buffer[] = [];
  let size = 0;
  while (size < headBytes) {
    const next = await chunks.next();
    if (next.done === true) break;
    pieces.push(next.value);
    size += next.value.length;
  }
  const head = Buffer.concat(pieces);
  return { head, rest: rejoin({ done: false, value: head }, chunks) };
}

function decode(bytes: Buffer, chunks: AsyncIterable<Buffer>, { spec, facts }: Opening): OpenText {
  const head = bytes.subarray(0, headBytes);
  const binary = detectBinary(head);
  if (binary !== null) throw new Refused(datasetProblem('file_binary', null, { kind: binary }));
  if (head[0] === 0x1f && head[1] === 0x8b) throw new Refused(datasetProblem('file_nested_gzip', null, {}));
  const detected = detectEncoding(head);
  const encoding = (spec.encoding ?? detected.encoding).toLowerCase().replace(/^utf(?=\d)/, 'utf-');
  if (!iconv.encodingExists(encoding)) throw new Refused(datasetProblem('encoding_unknown', null, { encoding }));
  if (!/^(?:utf-16|utf-32|ucs-?2)/.test(encoding) && looksBinary(head))
    throw new Refused(datasetProblem('file_binary', null, { kind: 'binary data' }));
  facts.encoding = encoding;
  const { markBytes } = detected;
  if (encoding === 'utf-8') return { head: head.subarray(markBytes), chunks: skip(chunks, markBytes) };
  return { head: Buffer.from(iconv.decode(head, encoding)), chunks: transcode(chunks, encoding) };
}

async function* skip(chunks: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const chunk of chunks) {
    yield left === 0 ? chunk : chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}

async function* transcode(
  chunks: AsyncIterable<Buffer>,
  encoding: Parameters<typeof iconv.getDecoder>[0],
): AsyncGenerator<Buffer> {
  const decoder = iconv.getDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.write(chunk));
  yield Buffer.from(decoder.end() ?? '');
}
