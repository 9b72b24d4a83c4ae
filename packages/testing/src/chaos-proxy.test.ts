import { once } from 'node:events';
import net from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChaosProxy, startChaosProxy } from './chaos-proxy.ts';

describe('startChaosProxy', () => {
  let echo: net.Server;
  let proxy: ChaosProxy;
  const clients: net.Socket[] = [];

  beforeEach(async () => {
    echo = net.createServer((socket) => socket.on('error', () => {}).pipe(socket)).listen(0, '127.0.0.1');
    await once(echo, 'listening');
    proxy = await startChaosProxy({ host: '127.0.0.1', port: (echo.address() as net.AddressInfo).port });
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await proxy.close();
    echo.close();
  });

  const dial = async () => {
    const client = net.connect(proxy.port, proxy.host);
    clients.push(client);
    await once(client, 'connect');
    return client;
  };
  const say = async (client: net.Socket, text: string) => {
    const answer = once(client, 'data');
    client.write(text);
    const [data] = await answer;
    return String(data);
  };
  const failure = async (client: net.Socket) => ((await once(client, 'error')) as [NodeJS.ErrnoException])[0].code;

  it('passes bytes on untouched and counts them', async () => {
    const client = await dial();
    expect(await say(client, 'hello')).toBe('hello');
    expect(proxy.bytesPassed()).toBe(10);
  });

  it('passes the end of one side on while the other still speaks', async () => {
    const client = await dial();
    const ended = once(client, 'end');
    client.resume().end('last');
    await ended;
    expect(proxy.bytesPassed()).toBe(8);
  });

  it('cuts open connections and takes new ones', async () => {
    const client = await dial();
    await say(client, 'x');
    const failed = failure(client);
    proxy.cut();
    expect(await failed).toBe('ECONNRESET');
    expect(await say(await dial(), 'again')).toBe('again');
  });

  it('cuts in the middle of a message, at the byte told', async () => {
    const client = await dial();
    const received: Buffer[] = [];
    client.on('data', (data: Buffer) => received.push(data));
    client.on('error', () => {});
    const closed = once(client, 'close');
    await say(client, 'abcd');
    proxy.cutAfter(4 + 2); // the request, and two bytes of its answer
    client.write('efgh');
    await closed;
    expect(Buffer.concat(received).toString()).toBe('abcdef');
  });

  it('refuses until healed', async () => {
    proxy.refuse();
    expect(await failure(net.connect(proxy.port, proxy.host))).toBe('ECONNRESET');
    proxy.heal();
    expect(await say(await dial(), 'back')).toBe('back');
  });

  it('delays each way', async () => {
    const client = await dial();
    proxy.delay(40);
    const since = performance.now();
    await say(client, 'slow');
    expect(performance.now() - since).toBeGreaterThanOrEqual(78);
  });

  it('keeps bytes back while stalled and delivers them when healed', async () => {
    const client = await dial();
    proxy.stall();
    const answer = once(client, 'data');
    client.write('held');
    await expect.poll(() => proxy.bytesSeen()).toBe(4);
    expect(proxy.bytesPassed()).toBe(0);
    proxy.heal();
    expect(String((await answer)[0])).toBe('held');
  });

  it('swallows bytes for good while it drops', async () => {
    const client = await dial();
    proxy.drop();
    client.write('lost');
    await expect.poll(() => proxy.bytesSeen()).toBe(4);
    proxy.heal();
    expect(await say(client, 'found')).toBe('found');
  });
});
