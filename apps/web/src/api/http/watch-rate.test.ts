import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { watchRate } from './watch-rate.ts';

const limits = { bytesPerSecondMin: 1_000, windowMs: 300, checkMs: 30, readerIdleMsMax: 400 };
const opened: { server: Server; sockets: Socket[] }[] = [];
afterEach(async () => {
  for (const { server, sockets } of opened.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function start(handle: (incoming: IncomingMessage, outgoing: ServerResponse) => void) {
  const server = createServer((incoming, outgoing) => {
    watchRate(incoming, outgoing, limits);
    handle(incoming, outgoing);
  });
  const sockets: Socket[] = [];
  opened.push({ server, sockets });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (head: string) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const seen = { text: '', isClosed: false, socket };
    socket.on('data', (chunk) => {
      seen.text += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      seen.isClosed = true;
    });
    socket.write(head);
    sockets.push(socket);
    return seen;
  };
}

const readAll = (incoming: IncomingMessage, outgoing: ServerResponse) => {
  incoming.resume();
  incoming.on('end', () => outgoing.end('whole'));
};
const soon = { timeout: 5_000, interval: 20 };

it('cuts a body that drips, with a reason', async () => {
  const send = await start(readAll);
  const client = send('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n');
  const drip = setInterval(() => client.socket.write('x'), 50);
  try {
    await expect.poll(() => client.isClosed, soon).toBe(true);
  } finally {
    clearInterval(drip);
  }
  expect(client.text).toMatch(/^HTTP\/1\.1 408 /);
  expect(client.text).toContain('"code":"request_timeout"');
});

it('lets a steady body take as long as it must', async () => {
  const send = await start(readAll);
  const client = send('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 20000\r\nconnection: close\r\n\r\n');
  let sent = 0;
  const steady = setInterval(() => {
    if (sent < 20_000) client.socket.write('x'.repeat(200));
    sent += 200;
  }, 10);
  try {
    await expect.poll(() => client.text, { timeout: 20_000, interval: 20 }).toContain('whole');
  } finally {
    clearInterval(steady);
  }
});

it('does not blame a client for a server that reads slowly', async () => {
  let wasPaused = false;
  const send = await start((incoming, outgoing) => {
    incoming.once('data', () => {
      incoming.pause();
      setTimeout(() => {
        wasPaused = true;
        readAll(incoming, outgoing);
      }, 900);
    });
  });
  const client = send(
    `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 500000\r\nconnection: close\r\n\r\n${'x'.repeat(500_000)}`,
  );
  await expect.poll(() => client.text, soon).toContain('whole');
  expect(wasPaused).toBe(true);
});

it('drops a reader that does not read', async () => {
  let isOver = false;
  const send = await start((_incoming, outgoing) => {
    outgoing.on('close', () => {
      isOver = true;
    });
    outgoing.write(Buffer.alloc(64 * 1024 * 1024));
  });
  const client = send('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  client.socket.pause();
  await expect.poll(() => isOver, { timeout: 10_000, interval: 20 }).toBe(true);
});
