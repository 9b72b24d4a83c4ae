import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { makeDrain } from './drain.ts';
import { stopServer } from './stop-server.ts';

async function start(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

it('ends streams at once, lets a request finish, refuses new ones, and closes the rest in order', async () => {
  const drain = makeDrain();
  let reached: () => void = () => undefined;
  const working = new Promise<void>((resolve) => {
    reached = resolve;
  });
  let finish: () => void = () => undefined;
  const { server, url } = await start((incoming, outgoing) => {
    if (incoming.url === '/events') {
      outgoing.write(': open\n\n');
      drain.onDrain(() => outgoing.end('event: reconnect\n\n'));
      return;
    }
    finish = () => outgoing.end('done');
    reached();
  });
  const stream = await fetch(`${url}/events`);
  const slow = fetch(`${url}/slow`);
  await working;
  const order: string[] = [];
  const stopped = stopServer({ server, drain, close: [() => void order.push('a'), async () => void order.push('b')] });
  expect(drain.isDraining).toBe(true);
  expect(await stream.text()).toContain('event: reconnect');
  await expect(fetch(url)).rejects.toThrow();
  expect(order).toEqual([]);
  finish();
  expect(await (await slow).text()).toBe('done');
  await stopped;
  expect(order).toEqual(['a', 'b']);
});

it('cuts what does not end within its grace', async () => {
  const drain = makeDrain();
  let reached: () => void = () => undefined;
  const working = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const { server, url } = await start(() => reached());
  const hanging = fetch(url).catch(() => 'cut');
  await working;
  const never = () => new Promise<void>(() => undefined);
  const startedAt = Date.now();
  await stopServer({ server, drain, close: [never], graceMs: 100 });
  expect(await hanging).toBe('cut');
  expect(Date.now() - startedAt).toBeLessThan(5_000);
});
