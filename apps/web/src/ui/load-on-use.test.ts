import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const page = new EventTarget();

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('window', page);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test.each(['pointermove', 'pointerdown', 'keydown'])(
  'code waits for the first %s, and then comes at once',
  async (kind) => {
    const { loadOnUse } = await import('./load-on-use.ts');
    const load = vi.fn(async () => () => null);
    loadOnUse(load);
    expect(load).not.toHaveBeenCalled();
    page.dispatchEvent(new Event(kind));
    page.dispatchEvent(new Event(kind));
    expect(load).toHaveBeenCalledTimes(1);
    const late = vi.fn(() => Promise.reject(new Error('no network')));
    loadOnUse(late);
    expect(late).toHaveBeenCalledTimes(1);
  },
);
