import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A service behind a bad network. Faults hold for open and new connections alike until `heal`. */
export interface ChaosProxy {
  host: string;
  port: number;
  /** Connections open now. */
  open(): number;
  /** Bytes passed so far, both ways. */
  bytesPassed(): number;
  /** Bytes that came in, passed on or not. */
  bytesSeen(): number;
  /** Resets every open connection, as a crashed server would. New ones are accepted. */
  cut(): void;
  /** Resets every connection once `bytes` more have passed, be it in the middle of a message. */
  cutAfter(bytes: number): void;
  /** Resets open connections and every new one. */
  refuse(): void;
  /** Every piece arrives `ms` later. */
  delay(ms: number): void;
  /** Keeps all bytes back and delivers them on `heal`: a stopped process. */
  stall(): void;
  /** Swallows all bytes for good while the connections stay open: a network that lost its route. */
  drop(): void;
  heal(): void;
  close(): Promise<void>;
}

interface Line {
  sockets: Set<net.Socket>;
  seen: number;
  passed: number;
  fault: Fault;
}

interface Fault {
  delayMs: number;
  refuses: boolean;
  drops: boolean;
  cutAfterBytes: number;
  stalled: { over: Promise<void>; end(): void } | undefined;
}

const noFault = {
  delayMs: 0,
  refuses: false,
  drops: false,
  cutAfterBytes: Number.POSITIVE_INFINITY,
  stalled: undefined,
};

/** Listens on a free port of 127.0.0.1 and forwards to `target`. */
export async function startChaosProxy(target: { host: string; port: number }): Promise<ChaosProxy> {
  const line: Line = { sockets: new Set(), seen: 0, passed: 0, fault: { ...noFault } };
  const { fault } = line;
  const server = net.createServer({ allowHalfOpen: true }, (client) => forward(client, target, line));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  const cut = () => {
    for (const socket of line.sockets) reset(socket);
  };
  const heal = () => {
    fault.stalled?.end();
    Object.assign(fault, noFault);
  };
  return {
    host: '127.0.0.1',
    port,
    open: () => line.sockets.size / 2,
    bytesPassed: () => line.passed,
    bytesSeen: () => line.seen,
    cut,
    cutAfter: (bytes) => {
      fault.cutAfterBytes = bytes;
    },
    refuse: () => {
      fault.refuses = true;
      cut();
    },
    delay: (ms) => {
      fault.delayMs = ms;
    },
    stall: () => {
      fault.stalled ??= stall();
    },
    drop: () => {
      fault.drops = true;
    },
    heal,
    close: async () => {
      heal();
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}

function forward(client: net.Socket, target: { host: string; port: number }, line: Line): void {
  if (line.fault.refuses) {
    client.resetAndDestroy();
    return;
  }
  const service = net.connect({ ...target, allowHalfOpen: true });
  const end = () => {
    reset(client);
    reset(service);
  };
  for (const socket of [client, service]) {
    socket.setNoDelay(true);
    line.sockets.add(socket);
    socket.once('close', () => line.sockets.delete(socket));
    socket.on('error', end);
  }
  pass(client, service, line).catch(end);
  pass(service, client, line).catch(end);
}

/** A reset would wait until a connection that is still being made stands. */
function reset(socket: net.Socket): void {
  if (socket.connecting) socket.destroy();
  else socket.resetAndDestroy();
}

async function pass(from: net.Socket, to: net.Socket, line: Line): Promise<void> {
  const { fault } = line;
  const pieces: AsyncIterable<Buffer> = from.iterator({ destroyOnReturn: false }); // the other way may still flow
  for await (const piece of pieces) {
    line.seen += piece.length;
    if (fault.delayMs > 0) await pause(fault.delayMs);
    await fault.stalled?.over;
    if (fault.drops) continue;
    const fits = piece.subarray(0, Math.max(0, fault.cutAfterBytes));
    line.passed += fits.length;
    fault.cutAfterBytes -= piece.length;
    const hasRoom = to.write(fits);
    if (fault.cutAfterBytes <= 0) {
      to.destroySoon(); // what came before the cut arrives
      from.resetAndDestroy();
      fault.cutAfterBytes = Number.POSITIVE_INFINITY;
      return;
    }
    if (!hasRoom) await once(to, 'drain');
  }
  to.end();
}

function stall() {
  let end = () => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { over, end };
}
