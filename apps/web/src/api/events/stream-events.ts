import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, isAppError } from '@modelmint/domain/errors';
import type { RowEvent } from '@modelmint/domain/row-event';
import type { Deps } from '../../deps.ts';
import { requirePrincipal } from '../../features/organization/server/require-principal.ts';
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
 * `GET /events?project=<id>`: changes of rows of the organization, as they are committed. An event is a doorbell: its
 * reader reads the row again. `resync` says that some may be missing, `reconnect` that this process stops.
 */
export async function streamEvents(
  deps: Deps,
  { incoming, outgoing, drain }: { incoming: IncomingMessage; outgoing: ServerResponse; drain: Drain },
): Promise<void> {
  if (incoming.method !== 'GET') throw new AppError('method_not_allowed', 'Use GET.');
  const url = new URL(incoming.url ?? '/', 'http://localhost');
  const admit = () => requirePrincipal(deps, incoming.headers.cookie, url.searchParams.get('project') ?? '');
  const { organizationId, projectId, userId } = await admit();
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
  const resync = () => write('event: resync\ndata: {}\n\n');
  const recheck = () => {
    admit().catch((error: unknown) => {
      // A database that is away says nothing about the person.
      if (isAppError(error) && !error.retryable) outgoing.end();
    });
  };
  const stop = deps.rows.subscribe(organizationId, (event) => {
    if (event === null) return resync();
    if (event.row.kind === 'member' && event.row.id === userId) recheck();
    send(event);
  });
  replay(deps, organizationId, { lastId: incoming.headers['last-event-id'], send, resync });
  const timer = setInterval(() => write(': ping\n\n'), heartbeatMs);
  const rechecks = setInterval(recheck, recheckMs);
  const forget = drain.onDrain(() => outgoing.end('event: reconnect\ndata: {}\n\n'));
  outgoing.once('close', () => {
    clearInterval(timer);
    clearInterval(rechecks);
    forget();
    stop();
  });
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

function replay(
  deps: Deps,
  organizationId: string,
  {
    lastId,
    send,
    resync,
  }: { lastId: unknown; send: (event: { id: string; row: RowEvent }) => void; resync: () => void },
): void {
  if (typeof lastId !== 'string' || lastId === '') return;
  const missed = deps.rows.since(organizationId, lastId);
  if (missed === null) resync();
  else for (const event of missed) send(event);
}
