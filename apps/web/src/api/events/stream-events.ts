import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, isAppError } from '@modelmint/domain/errors';
import type { RowEvent } from '@modelmint/domain/row-event';
import type { Deps } from '../../deps.ts';
import {
  requireOrganizationPrincipal,
  requirePrincipal,
} from '../../features/organization/server/require-principal.ts';
import type { Drain } from '../drain.ts';

/** Open streams of one organization; more are 429. */
const streamsMax = 100;
/** A proxy drops what is silent for longer. */
const heartbeatMs = 15_000;
/** So long at most somebody who was signed out still hears that rows change; who was removed, not at all. */
const recheckMs = 60_000;
/** A reader that does not read is dropped before it fills our memory. */
const bufferedBytesMax = 256 * 1024;

/**
 * `GET /events?project=<id>` or `?organization=<id>`: changes of rows, as they are committed; of an organization without
 * its projects only what belongs to the whole. An event is a doorbell: its reader reads the row again. `at` names the
 * place in the stream from which a reader can go on (`Last-Event-ID`, or `after` where it connects anew), `resync` says
 * that some may be missing, `reconnect` that this process stops.
 */
export async function streamEvents(
  deps: Deps,
  { incoming, outgoing, drain }: { incoming: IncomingMessage; outgoing: ServerResponse; drain: Drain },
): Promise<void> {
  if (incoming.method !== 'GET') throw new AppError('method_not_allowed', 'Use GET.');
  const query = new URL(incoming.url ?? '/', 'http://localhost').searchParams;
  const admit = () => findReader(deps, incoming.headers.cookie, query);
  const { organizationId, projectId, userId, support } = await admit();
  if (drain.isDraining) throw new AppError('engine_overloaded', 'This server is being stopped. Connect again.');
  if (deps.rows.count(organizationId) >= streamsMax)
    throw new AppError('rate_limit_exceeded', `Your organization has ${streamsMax} pages open. Close some of them.`, {
      retryAfterMs: heartbeatMs,
    });
  open(outgoing);
  const isOwn = (row: RowEvent) => row.projectId === null || row.projectId === projectId;
  const write = (text: string) => {
    outgoing.write(text);
    if (outgoing.writableLength > bufferedBytesMax) outgoing.destroy();
  };
  const send = ({ id, row }: { id: string; row: RowEvent }) => {
    if (isOwn(row)) write(`id: ${id}\ndata: ${JSON.stringify(row)}\n\n`);
  };
  const tell = (event: 'at' | 'resync') => write(`id: ${deps.rows.head()}\nevent: ${event}\ndata: {}\n\n`);
  const recheck = () => {
    admit().catch((error: unknown) => {
      // A database that is away says nothing about the person.
      if (isAppError(error) && !error.retryable) outgoing.end();
    });
  };
  const stop = deps.rows.subscribe(organizationId, (event) => {
    if (event === null) {
      recheck();
      return tell('resync');
    }
    if ((event.row.kind === 'member' && event.row.id === userId) || event.row.kind === 'support') recheck();
    send(event);
  });
  // A browser that connects again by itself sends the header beside the older `after` of its address.
  const lastId = incoming.headers['last-event-id'] ?? query.get('after') ?? '';
  const missed = lastId === '' ? [] : deps.rows.since(organizationId, String(lastId));
  for (const event of missed ?? []) send(event);
  tell(missed === null ? 'resync' : 'at');
  // Moves the place on where nothing of the reader's has happened, before what comes after it is forgotten.
  const timer = setInterval(() => tell('at'), heartbeatMs);
  const rechecks = setInterval(recheck, recheckMs);
  const timeUp = support && setTimeout(recheck, Math.max(0, support.expiresAt.getTime() - Date.now()) + 50);
  const forget = drain.onDrain(() => outgoing.end('event: reconnect\ndata: {}\n\n'));
  outgoing.once('close', () => {
    clearInterval(timer);
    clearInterval(rechecks);
    clearTimeout(timeUp);
    forget();
    stop();
  });
}

interface Reader {
  organizationId: string;
  /** null: only what belongs to the whole organization. */
  projectId: string | null;
  userId: string | null;
  support?: { expiresAt: Date };
}

async function findReader(deps: Deps, cookie: string | undefined, query: URLSearchParams): Promise<Reader> {
  const organization = query.get('organization');
  if (organization === null) return requirePrincipal(deps, cookie, query.get('project') ?? '');
  return { ...(await requireOrganizationPrincipal(deps, cookie, organization)), projectId: null };
}

function open(outgoing: ServerResponse): void {
  outgoing.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    connection: 'keep-alive',
  });
  // How soon a browser connects again.
  outgoing.write('retry: 1000\n\n');
}
