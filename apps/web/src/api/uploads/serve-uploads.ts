import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '@modelmint/domain/errors';
import { newId, randomBase62 } from '@modelmint/domain/ids';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import type { Deps } from '../../deps.ts';
import { readFileAllowance, tooLargeFile } from '../../features/file/server/store-file.ts';
import type { Principal } from '../../features/organization/server/principal.ts';
import { requirePrincipal } from '../../features/organization/server/require-principal.ts';
import { checkOrigin } from '../http/check-origin.ts';
import { auditFrom } from '../http/client-address.ts';
import { type FinishedUpload, findFinished, makeFinisher } from './finish-upload.ts';
import { begunBytes, dropBytes, sweepUploads } from './sweep-uploads.ts';
import { tusError } from './tus-error.ts';
import { readAsked, readStored, toStrings, type UploadMetadata } from './upload-metadata.ts';

/** An upload that nobody goes on with is forgotten after this time. */
const lifeMs = 24 * 3_600_000;
const sweepMs = 3_600_000;

/** tus may also read uploads back; files are read by their own route. */
const methods = ['OPTIONS', 'POST', 'HEAD', 'PATCH', 'DELETE'];
const uploadIdOf = (incoming: IncomingMessage) =>
  /^\/uploads\/([\w-]+)\/?$/.exec(incoming.url?.split('?')[0] ?? '')?.[1];

export interface UploadServer {
  handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void>;
  close(): void;
}

/**
 * Resumable uploads of signed-in people (`/uploads`, the tus protocol). Bytes grow in a folder of their own until they
 * are whole. Every request is checked against the session; an upload belongs to the person and project it began with.
 */
export function serveUploads(deps: Deps): UploadServer {
  const store = new FileStore({ directory: deps.env.uploadsFolder, expirationPeriodInMilliseconds: lifeMs });
  const finish = makeFinisher(deps, store);
  const principalOf = async (
    incoming: IncomingMessage,
    { projectId }: Pick<UploadMetadata, 'projectId'>,
  ): Promise<Principal> => {
    const principal = await requirePrincipal(deps, incoming.headers.cookie, projectId);
    if (principal.support !== undefined)
      throw new AppError(
        'permission_denied',
        'Support brings no files along. A member of the organization can upload.',
      );
    return { ...principal, from: auditFrom(incoming, deps.env.trustedProxies) };
  };

  const tus = new Server({
    path: '/uploads',
    datastore: store,
    relativeLocation: true,
    allowedOrigins: [deps.env.publicUrl],
    namingFunction: async (request, metadata) => {
      const { organizationId } = await principalOf(incomingOf(request), readAsked(metadata));
      return `${organizationId}_${randomBase62(24)}`;
    },
    onUploadCreate: async (request, upload) => {
      const asked = readAsked(upload.metadata);
      const principal = await principalOf(incomingOf(request), asked);
      const allowance = await readFileAllowance(deps, principal);
      if (upload.size === undefined)
        throw new AppError('missing_required_parameter', 'Announce the size of the file (Upload-Length).');
      if (upload.size === 0) throw new AppError('invalid_file', 'The file is empty.');
      if (upload.size > allowance.sizeBytesMax) throw tooLargeFile(allowance);
      const { organizationId, userId } = principal;
      const begun = await begunBytes(store, organizationId);
      if (begun + upload.size > allowance.storageBytesLeft) throw tooManyBegun(begun);
      const own = { fileId: newId('file'), organizationId, userId: userId ?? '' };
      return { metadata: toStrings({ ...asked, ...own }) };
    },
    onUploadFinish: async (request, upload) => {
      const principal = await principalOf(incomingOf(request), readStored(upload.metadata));
      const finished = await finish(principal, upload.id);
      await dropBytes(store, upload.id);
      return { status_code: 200, headers: { ...headersOf(finished), ...jsonType }, body: JSON.stringify(finished) };
    },
    onResponseError: (request, error) =>
      tusError(deps, String(request.runtime?.node?.res?.getHeader('x-request-id')), error),
  });

  const sweep = setInterval(() => {
    sweepUploads(store, lifeMs).catch((error: unknown) => deps.log.warn({ err: error }, 'uploads were not swept'));
  }, sweepMs);
  sweep.unref();

  return {
    handle: async (incoming, outgoing) => {
      if (!methods.includes(incoming.method ?? ''))
        throw new AppError('method_not_allowed', `Use ${methods.join(', ')}.`);
      if (incoming.method !== 'OPTIONS' && incoming.method !== 'HEAD')
        checkOrigin(incoming.headers, deps.env.publicUrl);
      const uploadId = uploadIdOf(incoming);
      if (uploadId !== undefined && incoming.method !== 'OPTIONS') {
        const metadata = await ownMetadata(store, uploadId);
        const principal = await principalOf(incoming, metadata);
        if (principal.userId !== metadata.userId) throw uploadNotFound();
        const answer = { metadata, uploadId, outgoing, finish: () => finish(principal, uploadId) };
        if (incoming.method === 'HEAD' && (await answerFinished(deps, store, answer))) return;
      }
      await tus.handle(incoming, outgoing);
    },
    close: () => clearInterval(sweep),
  };
}

/** The request of Node.js that tus has wrapped. */
function incomingOf({ runtime }: { runtime?: { node?: { req?: unknown } } }): IncomingMessage {
  const incoming = runtime?.node?.req;
  if (incoming === undefined) throw new AppError('internal_error', 'An upload came without its request.');
  return incoming as IncomingMessage;
}

const jsonType = { 'content-type': 'application/json' };
const tooManyBegun = (begun: number) =>
  new AppError(
    'request_too_large',
    `The file does not fit beside uploads that were begun (${begun.toLocaleString('en-US')} bytes). Finish or cancel them first.`,
    { param: 'file' },
  );
const uploadNotFound = () => new AppError('not_found', 'No such upload. Begin again.');

const headersOf = ({ fileId, datasetId }: FinishedUpload): Record<string, string> => ({
  'x-file-id': fileId,
  ...(datasetId === null ? {} : { 'x-dataset-id': datasetId }),
});

async function ownMetadata(store: FileStore, uploadId: string): Promise<UploadMetadata> {
  const known = await store.configstore.get(uploadId);
  if (known === undefined) throw uploadNotFound();
  return readStored(known.metadata);
}

/**
 * "Where are we?" of an upload whose bytes are all here. Its last answer may have been lost, or bringing it into
 * storage may have failed: the client takes this answer for success, so it must be true.
 */
async function answerFinished(
  deps: Deps,
  store: FileStore,
  {
    metadata,
    uploadId,
    outgoing,
    finish,
  }: { metadata: UploadMetadata; uploadId: string; outgoing: ServerResponse; finish: () => Promise<FinishedUpload> },
): Promise<boolean> {
  const size = (await store.configstore.get(uploadId))?.size ?? 0;
  let finished = await findFinished(deps, metadata);
  if (finished === null) {
    const { offset } = await store.getUpload(uploadId);
    if (offset < size) return false;
    finished = await finish();
  }
  await dropBytes(store, uploadId);
  outgoing.writeHead(200, {
    ...headersOf(finished),
    'tus-resumable': '1.0.0',
    'upload-offset': String(size),
    'upload-length': String(size),
    'cache-control': 'no-store',
  });
  outgoing.end();
  return true;
}
