import { afterEach, expect, test, vi } from 'vitest';
import { listenToRows } from './row-stream.ts';

/** The browser's EventSource, as far as a stream uses it; a test plays the server. */
class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static opened: FakeSource[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  isClosed = false;
  constructor(readonly url: string) {
    super();
    FakeSource.opened.push(this);
  }
  close() {
    this.isClosed = true;
  }
}

afterEach(() => vi.unstubAllGlobals());

test('one stream for a project, whose events and gaps every listener hears', () => {
  FakeSource.opened = [];
  vi.stubGlobal('EventSource', FakeSource);
  const heard: string[] = [];
  const states: boolean[] = [];
  const stops = ['a', 'b'].map((name) =>
    listenToRows(
      'proj_1',
      ({ id }) => heard.push(`${name} ${id}`),
      (isLive) => states.push(isLive),
    ),
  );
  const [source] = FakeSource.opened;
  expect(FakeSource.opened).toHaveLength(1);
  expect(source?.url).toBe('/events?project=proj_1');
  source?.onopen?.();
  source?.onmessage?.({ data: JSON.stringify({ organizationId: 'o', projectId: null, kind: 'job', id: 'x' }) });
  source?.onmessage?.({ data: '{"other": 1}' });
  expect(heard).toEqual(['a x', 'b x']);
  expect(states).toEqual([false, false, true, true]);
  // A gap looks like a cut that is over, so whoever listens reads its rows again.
  source?.dispatchEvent(new Event('resync'));
  expect(states.slice(4)).toEqual([false, false, true, true]);
  stops[0]?.();
  expect(source?.isClosed).toBe(false);
  stops[1]?.();
  expect(source?.isClosed).toBe(true);
});
