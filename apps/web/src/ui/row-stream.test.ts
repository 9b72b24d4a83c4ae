import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listenToRows } from './row-stream.ts';

/** The browser's EventSource, as far as a stream uses it; a test plays the server. */
class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static opened: FakeSource[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string; lastEventId: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  readyState = 0;
  constructor(readonly url: string) {
    super();
    FakeSource.opened.push(this);
  }
  close() {
    this.readyState = FakeSource.CLOSED;
  }
  /** What the server says, with its id. */
  say(type: 'at' | 'resync', lastEventId: string) {
    this.dispatchEvent(Object.assign(new Event(type), { lastEventId }));
  }
  tell(id: string, lastEventId: string) {
    const data = JSON.stringify({ organizationId: 'o', projectId: null, kind: 'job', id });
    this.onmessage?.({ data, lastEventId });
  }
  refuse() {
    this.close();
    this.onerror?.();
  }
}

const page = Object.assign(new EventTarget(), { hidden: false });
const see = (hidden: boolean) => {
  page.hidden = hidden;
  page.dispatchEvent(new Event('visibilitychange'));
};
const newest = () => FakeSource.opened.at(-1) as FakeSource;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSource.opened = [];
  page.hidden = false;
  vi.stubGlobal('EventSource', FakeSource);
  vi.stubGlobal('document', page);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('one stream for a project, which goes on after the last id when the browser gives up', () => {
  const heard: string[] = [];
  const states: boolean[] = [];
  const stops = ['a', 'b'].map((name) =>
    listenToRows(
      'proj_1',
      (event) => heard.push(`${name} ${event?.id ?? 'gap'}`),
      (isLive) => states.push(isLive),
    ),
  );
  expect(FakeSource.opened).toHaveLength(1);
  expect(newest().url).toBe('/events?project=proj_1');
  // Refused before it said where it is: nobody knows what was missed.
  newest().refuse();
  vi.advanceTimersByTime(1_000);
  expect(newest().url).toBe('/events?project=proj_1');
  newest().onopen?.();
  newest().say('at', 'boot-3');
  expect(heard.splice(0)).toEqual(['a gap', 'b gap']);
  newest().tell('x', 'boot-4');
  newest().onmessage?.({ data: '{"other": 1}', lastEventId: 'boot-5' });
  expect(heard.splice(0)).toEqual(['a x', 'b x']);
  newest().refuse();
  expect(states).toEqual([false, false, true, true, false, false]);
  vi.advanceTimersByTime(1_000);
  expect(newest().url).toBe('/events?project=proj_1&after=boot-5');
  newest().onopen?.();
  newest().say('at', 'boot-6');
  // The server gave what was missed, so that nothing is read again,
  expect(heard).toEqual([]);
  // unless it says that it cannot.
  newest().say('resync', 'boot-9');
  expect(heard).toEqual(['a gap', 'b gap']);
  stops[0]?.();
  expect(newest().readyState).toBe(0);
  stops[1]?.();
  expect(newest().readyState).toBe(FakeSource.CLOSED);
});

test('a tab that nobody sees gives its connection away, and goes on when it is looked at; the next page too', () => {
  const stop = listenToRows(
    'org-1',
    () => undefined,
    () => undefined,
  );
  const [first] = FakeSource.opened;
  first?.say('at', 'boot-20');
  see(true);
  vi.advanceTimersByTime(10_000);
  see(false);
  expect(first?.readyState).toBe(0);
  see(true);
  vi.advanceTimersByTime(20_000);
  expect(first?.readyState).toBe(FakeSource.CLOSED);
  vi.advanceTimersByTime(60_000);
  expect(FakeSource.opened).toHaveLength(1);
  see(false);
  expect(newest().url).toBe('/events?organization=org-1&after=boot-20');
  stop();
  const stopNext = listenToRows(
    'proj_2',
    () => undefined,
    () => undefined,
  );
  expect(newest().url).toBe('/events?project=proj_2&after=boot-20');
  expect(FakeSource.opened.filter(({ readyState }) => readyState !== FakeSource.CLOSED)).toHaveLength(1);
  stopNext();
});
