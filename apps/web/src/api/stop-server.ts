import type { Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Drain } from './drain.ts';

export interface StopOptions {
  server: Server;
  drain: Drain;
  /** In this order, once no request is left. */
  close: (() => void | Promise<void>)[];
  /** Requests may go on for so long. */
  graceMs?: number;
}

const closeMsMax = 2_000;

/**
 * Ends event streams first, lets requests finish, then cuts what is left: within 10 s with the default grace. Next alone
 * would wait for its last client.
 */
export async function stopServer({ server, drain, close, graceMs = 7_500 }: StopOptions): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  drain.begin();
  server.closeIdleConnections();
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const late = pause(graceMs, undefined, { ref: false }).then(() => server.closeAllConnections());
  await Promise.race([closed, late]);
  clearInterval(idle);
  await Promise.race([runAll(close), pause(closeMsMax, undefined, { ref: false })]);
}

async function runAll(steps: readonly (() => void | Promise<void>)[]): Promise<void> {
  for (const step of steps) await step();
}
