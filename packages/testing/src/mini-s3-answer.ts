import type { IncomingMessage } from 'node:http';
import { crc32Of, readBody } from './mini-s3-body.ts';
import type { MiniS3Bucket } from './mini-s3-bucket.ts';
import { MiniS3Fault } from './mini-s3-fault.ts';
import { escapeXml, readElements } from './mini-s3-xml.ts';

export interface MiniS3Answer {
  status: number;
  headers?: Record<string, string | number>;
  /** Without the declaration. */
  xml?: string;
  bytes?: Buffer;
}

interface Call {
  request: IncomingMessage;
  bucket: MiniS3Bucket;
  key: string;
  query: URLSearchParams;
}

/** One operation of S3, chosen as S3 does: by method, key and the query's marks. */
export async function answerMiniS3(
  request: IncomingMessage,
  bucket: MiniS3Bucket,
  { name, pageLength }: { name: string; pageLength: number },
): Promise<MiniS3Answer> {
  const url = new URL(request.url ?? '', 'http://loopback');
  const [bucketName = '', ...rest] = url.pathname.slice(1).split('/').map(decodeURIComponent);
  if (bucketName !== name) throw new MiniS3Fault(404, 'NoSuchBucket');
  const call = { request, bucket, key: rest.join('/'), query: url.searchParams };
  if (call.key === '') {
    if (request.method === 'GET') return list(call, pageLength);
    if (request.method === 'POST' && call.query.has('delete')) return deleteMany(call);
    throw new MiniS3Fault(501, 'NotImplemented');
  }
  if (call.query.has('uploads') || call.query.has('uploadId')) return answerMultipart(call);
  if (request.method === 'PUT') return request.headers['x-amz-copy-source'] === undefined ? put(call) : copy(call);
  if (request.method === 'GET' || request.method === 'HEAD') return get(call);
  if (request.method === 'DELETE') {
    bucket.objects.delete(call.key);
    return { status: 204 };
  }
  throw new MiniS3Fault(501, 'NotImplemented');
}

const typeOf = (request: IncomingMessage) => request.headers['content-type'] ?? 'application/octet-stream';

async function put({ request, bucket, key }: Call): Promise<MiniS3Answer> {
  const bytes = await readBody(request);
  const { etag } = bucket.put(key, bytes, typeOf(request));
  return { status: 200, headers: { etag, 'x-amz-checksum-crc32': crc32Of(bytes) } };
}

function copy({ request, bucket, key }: Call): MiniS3Answer {
  const source = decodeURIComponent(String(request.headers['x-amz-copy-source'])).replace(/^\//, '');
  const from = source.slice(source.indexOf('/') + 1);
  if (from === key) throw new MiniS3Fault(400, 'InvalidRequest');
  const { bytes, contentType } = bucket.find(from);
  const { etag } = bucket.put(key, bytes, contentType);
  return { status: 200, xml: `<CopyObjectResult><ETag>${escapeXml(etag)}</ETag></CopyObjectResult>` };
}

function get({ request, bucket, key }: Call): MiniS3Answer {
  const { bytes, etag, contentType, modifiedAt } = bucket.find(key);
  const headers = { etag, 'content-type': contentType, 'last-modified': modifiedAt.toUTCString() };
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  if (range === null) {
    const length = { 'content-length': bytes.byteLength, 'x-amz-checksum-crc32': crc32Of(bytes) };
    return { status: 200, headers: { ...headers, ...length }, bytes };
  }
  const start = Number(range[1]);
  const end = range[2] ? Math.min(Number(range[2]), bytes.byteLength - 1) : bytes.byteLength - 1;
  if (start > end) throw new MiniS3Fault(416, 'InvalidRange');
  const slice = bytes.subarray(start, end + 1);
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${start}-${end}/${bytes.byteLength}` },
    bytes: slice,
  };
}

function list({ bucket, query }: Call, pageLength: number): MiniS3Answer {
  if (query.get('list-type') !== '2') throw new MiniS3Fault(501, 'NotImplemented');
  const token = query.get('continuation-token');
  const after = token === null ? '' : Buffer.from(token, 'base64url').toString();
  const count = Math.min(pageLength, Number(query.get('max-keys') ?? pageLength));
  const { keys, isTruncated } = bucket.page(query.get('prefix') ?? '', after, count);
  const contents = keys.map((key) => {
    const { bytes, etag, modifiedAt } = bucket.find(key);
    return `<Contents><Key>${escapeXml(key)}</Key><Size>${bytes.byteLength}</Size><ETag>${escapeXml(etag)}</ETag><LastModified>${modifiedAt.toISOString()}</LastModified></Contents>`;
  });
  const next = isTruncated ? Buffer.from(keys.at(-1) ?? '').toString('base64url') : null;
  const nextElement = next === null ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`;
  return {
    status: 200,
    xml: `<ListBucketResult><KeyCount>${keys.length}</KeyCount><IsTruncated>${isTruncated}</IsTruncated>${nextElement}${contents.join('')}</ListBucketResult>`,
  };
}

async function deleteMany({ request, bucket }: Call): Promise<MiniS3Answer> {
  const keys = readElements((await readBody(request)).toString(), 'Key');
  if (keys.length > 1_000) throw new MiniS3Fault(400, 'MalformedXML');
  const errors: string[] = [];
  for (const key of keys) {
    if (bucket.locked.has(key)) errors.push(`<Error><Key>${escapeXml(key)}</Key><Code>AccessDenied</Code></Error>`);
    else bucket.objects.delete(key);
  }
  return { status: 200, xml: `<DeleteResult>${errors.join('')}</DeleteResult>` };
}

async function answerMultipart(call: Call): Promise<MiniS3Answer> {
  const { request, bucket, key, query } = call;
  if (request.method === 'POST' && query.has('uploads')) {
    const id = bucket.begin(key, typeOf(request));
    return {
      status: 200,
      xml: `<InitiateMultipartUploadResult><Key>${escapeXml(key)}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
    };
  }
  const id = query.get('uploadId') ?? '';
  if (request.method === 'PUT') {
    const { etag, crc32 } = bucket.putPart(id, Number(query.get('partNumber')), await readBody(request));
    return { status: 200, headers: { etag, 'x-amz-checksum-crc32': crc32 } };
  }
  if (request.method === 'POST') return complete(call, id);
  if (request.method === 'GET') return listParts(call, id);
  if (request.method !== 'DELETE') throw new MiniS3Fault(501, 'NotImplemented');
  bucket.findUpload(id);
  bucket.uploads.delete(id);
  return { status: 204 };
}

async function complete({ request, bucket, key }: Call, id: string): Promise<MiniS3Answer> {
  const named = readElements((await readBody(request)).toString(), 'Part').map((part) => ({
    number: Number(readElements(part, 'PartNumber')[0]),
    etag: readElements(part, 'ETag')[0] ?? '',
    crc32: readElements(part, 'ChecksumCRC32')[0],
  }));
  const { etag } = bucket.complete(id, named);
  return {
    status: 200,
    xml: `<CompleteMultipartUploadResult><Key>${escapeXml(key)}</Key><ETag>${escapeXml(etag)}</ETag></CompleteMultipartUploadResult>`,
  };
}

function listParts({ bucket, query }: Call, id: string): MiniS3Answer {
  const after = Number(query.get('part-number-marker') ?? 0);
  const parts = [...bucket.findUpload(id).parts]
    .filter(([number]) => number > after)
    .sort(([a], [b]) => a - b)
    .map(
      ([number, { bytes, etag }]) =>
        `<Part><PartNumber>${number}</PartNumber><Size>${bytes.byteLength}</Size><ETag>${escapeXml(etag)}</ETag></Part>`,
    );
  return {
    status: 200,
    xml: `<ListPartsResult><IsTruncated>false</IsTruncated>${parts.join('')}</ListPartsResult>`,
  };
}
