import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface HubRequestSeen {
  url: string;
  headers: IncomingHttpHeaders;
}

/** What the hub does in the place of its answer. */
export type HubFault =
  | { kind: 'status'; status: number; headers?: Record<string, string> }
  | { kind: 'redirect'; location: string }
  /** So many bytes of the body, then a closed line. */
  | { kind: 'cut'; afterBytes: number }
  /** Bytes of the right number that are others. */
  | { kind: 'damaged' }
  /** The body in pieces of `bytes`, with a pause after each. */
  | { kind: 'slow'; bytes: number; pauseMs: number };

export interface HubRepositoryOptions {
  /** A folder whose files are served, or files by name. */
  files: string | Record<string, Uint8Array>;
  licence?: string;
  /** Only with this token. */
  gatedBy?: string;
  /** Leaves sizes and checksums out of the list of files, as an older hub does. */
  isTerse?: boolean;
}

export interface TestHub {
  endpoint: string;
  requests: HubRequestSeen[];
  /** Returns the commit that `main` means. */
  addRepository(name: string, options: HubRepositoryOptions): string;
  /** Asked before each answer. Null ends it. */
  setFault(fault: ((request: HubRequestSeen) => HubFault | undefined) | null): void;
  close(): Promise<void>;
}

interface Repository extends HubRepositoryOptions {
  sha: string;
  bytes: Map<string, Buffer>;
}

/**
 * A small hub over real HTTP on the loopback that speaks as Hugging Face's does: the list of a repository's files, small
 * files with git's ETag, large ones by a redirect to a CDN path with their SHA-256, ranges and gated repositories.
 */
export async function startHub(): Promise<TestHub> {
  const repositories = new Map<string, Repository>();
  const requests: HubRequestSeen[] = [];
  let findFault: Parameters<TestHub['setFault']>[0] = null;
  const server = createServer((request, response) => {
    const seen = { url: request.url ?? '/', headers: request.headers };
    requests.push(seen);
    answer({ repositories, fault: findFault?.(seen) }, request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the hub has no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    requests,
    addRepository: (name, options) => {
      const bytes = readFiles(options.files);
      const hash = createHash('sha1').update(name);
      for (const [file, content] of bytes) hash.update(file).update(content);
      const sha = hash.digest('hex');
      repositories.set(name, { ...options, sha, bytes });
      return sha;
    },
    setFault: (fault) => {
      findFault = fault;
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function readFiles(files: HubRepositoryOptions['files']): Map<string, Buffer> {
  if (typeof files !== 'string')
    return new Map(Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes)]));
  const entries = readdirSync(files, { withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(entries.map(({ name }) => [name, readFileSync(path.join(files, name))]));
}

interface Serving {
  repositories: ReadonlyMap<string, Repository>;
  fault: HubFault | undefined;
}

const isLarge = (name: string) => name.endsWith('.safetensors') || name.endsWith('.bin');
const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const blobOf = (bytes: Buffer) => createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');

async function answer({ repositories, fault }: Serving, request: IncomingMessage, response: ServerResponse) {
  const { pathname } = new URL(request.url ?? '/', 'http://hub');
  if (fault?.kind === 'status') return void response.writeHead(fault.status, fault.headers).end('{"error":"fault"}');
  if (fault?.kind === 'redirect') return void response.writeHead(302, { location: fault.location }).end();
  const [, owned, revision] = /^\/api\/models\/(.+?)\/revision\/([^/]+)$/.exec(pathname) ?? [];
  const [, stored] = /^\/cdn\/([0-9a-f]{64})$/.exec(pathname) ?? [];
  const [, resolved, commit, file] = /^\/(.+?)\/resolve\/([0-9a-f]+)\/([^/]+)$/.exec(pathname) ?? [];
  if (stored !== undefined) return sendBytes(request, response, { bytes: findStored(repositories, stored), fault });
  const repository = repositories.get(owned ?? resolved ?? '');
  if (repository === undefined) return void refuse(response, 401, 'RepoNotFound');
  if (repository.gatedBy !== undefined && request.headers.authorization !== `Bearer ${repository.gatedBy}`)
    return void refuse(response, request.headers.authorization === undefined ? 401 : 403, 'GatedRepo');
  if (revision !== undefined) {
    if (![repository.sha, 'main'].includes(decodeURIComponent(revision)))
      return void refuse(response, 404, 'RevisionNotFound');
    return void response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(describe(repository)));
  }
  const bytes = repository.bytes.get(decodeURIComponent(file ?? ''));
  if (bytes === undefined || commit !== repository.sha) return void refuse(response, 404, 'EntryNotFound');
  if (!isLarge(file ?? '')) return sendBytes(request, response, { bytes, fault, etag: blobOf(bytes) });
  const sha256 = sha256Of(bytes);
  const linked = { 'x-linked-etag': `"${sha256}"`, 'x-linked-size': String(bytes.length) };
  return void response.writeHead(302, { ...linked, etag: '"of the pointer"', location: `/cdn/${sha256}` }).end();
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'x-error-code': code }).end(JSON.stringify({ error: code }));
}

function describe({ sha, bytes, licence, isTerse }: Repository) {
  const siblings = [...bytes].map(([rfilename, content]) => {
    if (isTerse === true) return { rfilename };
    const size = content.length;
    const lfs = isLarge(rfilename) ? { lfs: { sha256: sha256Of(content), size, pointerSize: 130 } } : {};
    return { rfilename, size, blobId: blobOf(content), ...lfs };
  });
  return { id: 'test', sha, siblings, cardData: licence === undefined ? null : { license: licence } };
}

function findStored(repositories: ReadonlyMap<string, Repository>, sha256: string): Buffer {
  for (const { bytes } of repositories.values())
    for (const content of bytes.values()) if (sha256Of(content) === sha256) return content;
  return Buffer.alloc(0);
}

async function sendBytes(
  request: IncomingMessage,
  response: ServerResponse,
  { bytes, fault, etag }: { bytes: Buffer; fault: HubFault | undefined; etag?: string },
): Promise<void> {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (from > 0 && from >= bytes.length) return void response.writeHead(416).end();
  const body = bytes.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, {
    'content-length': body.length,
    ...(etag === undefined ? {} : { etag: `"${etag}"` }),
    ...(from > 0 ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
  });
  if (fault?.kind === 'cut') {
    response.write(body.subarray(0, fault.afterBytes), () => response.destroy());
    return;
  }
  if (fault?.kind === 'slow') {
    for (let at = 0; at < body.length && !response.destroyed; at += fault.bytes) {
      response.write(body.subarray(at, at + fault.bytes));
      await pause(fault.pauseMs);
    }
    return void response.end();
  }
  response.end(fault?.kind === 'damaged' ? Buffer.alloc(body.length, 7) : body);
}
