import { expect, it } from 'vitest';
import { openEventStream } from './event-stream.ts';

function open() {
  const calls: string[] = [];
  const stream = openEventStream<number>({ onReturn: () => calls.push('return'), onClose: () => calls.push('close') });
  return { ...stream, calls };
}

async function readAll(events: AsyncIterable<number>): Promise<number[]> {
  const found: number[] = [];
  for await (const event of events) found.push(event);
  return found;
}

it('hands over what was pushed before and after the reader came', async () => {
  const { push, end, events, calls } = open();
  push(1);
  push(2);
  const found = readAll(events);
  await Promise.resolve();
  push(3);
  end();
  push(4);
  expect(await found).toEqual([1, 2, 3]);
  expect(await events.next()).toEqual({ done: true, value: undefined });
  expect(calls).toEqual(['close']);
});

it('tells a failure once, after what was pushed, also to a reader that waits', async () => {
  const first = open();
  first.push(1);
  first.fail(new Error('broke'));
  expect(await first.events.next()).toEqual({ done: false, value: 1 });
  await expect(first.events.next()).rejects.toThrow('broke');
  expect(await first.events.next()).toEqual({ done: true, value: undefined });

  const second = open();
  const [waiting, behind] = [second.events.next(), second.events.next()];
  second.fail(new Error('broke'));
  await expect(waiting).rejects.toThrow('broke');
  expect(await behind).toEqual({ done: true, value: undefined });
});

it('says that the reader left, and only if something was to come', async () => {
  const { push, events, calls } = open();
  push(1);
  push(2);
  for await (const event of events) if (event === 1) break;
  expect(calls).toEqual(['close', 'return']);
  expect(await events.next()).toEqual({ done: true, value: undefined });

  const ended = open();
  ended.end();
  await ended.events.return?.();
  expect(ended.calls).toEqual(['close']);
});
