interface OpenRequest {
  key: string;
  atMs: number;
}

/** Requests whose outcome is not known: on their way, or without an answer. */
const open = new Map<string, OpenRequest>();
/** Who asks for the same so much later wants it a second time. */
const openMs = 10 * 60_000;

export function newOnceKey(): string {
  // `crypto.randomUUID` is not there without TLS.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The `Idempotency-Key` of a request: the same for the same one until its outcome is known. */
export function onceKey(request: string, nowMs = Date.now()): string {
  const known = open.get(request);
  if (known !== undefined && nowMs - known.atMs < openMs) return known.key;
  for (const [other, { atMs }] of open) if (nowMs - atMs >= openMs) open.delete(other);
  const key = newOnceKey();
  open.set(request, { key, atMs: nowMs });
  return key;
}

/** Once there is an answer: the next one is another request. */
export function forgetOnceKey(request: string): void {
  open.delete(request);
}
