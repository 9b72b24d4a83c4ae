import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each(['pointermove', 'pointerdown', 'keydown'])(
  'code waits for the first %s, and then comes at once',
  async (kind) => {
    const page = new EventTarget();
    vi.stubGlobal('window', page);
    // A module of its own, as on a page that has just come; the other tests keep theirs.
    const address = `./load-on-use.ts?${kind}`;
    const { loadOnUse }: typeof import('./load-on-use.ts') = await import(address);
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
