import type { IncomingMessage, ServerResponse } from 'node:http';

/** A body must arrive at this rate, measured over `windowMs`, whenever we are waiting for it. */
export const rateLimits = { bytesPerSecondMin: 1024, windowMs: 10_000, checkMs: 1_000, readerIdleMsMax: 30_000 };

/**
 * Cuts off a client that drips its body or its reading, which would hold a connection for ever. An honest upload of any
 * length passes, and so does one that waits because our disk is slow.
 */
export function watchRate(incoming: IncomingMessage, outgoing: ServerResponse, limits = rateLimits): void {
  const { socket } = incoming;
  let windowStart = Date.now();
  let readBefore = socket.bytesRead;
  let writtenBefore = socket.bytesWritten;
  let readerSince = Date.now();

  const checkBody = (now: number) => {
    const isOurs =
      incoming.complete || incoming.readableLength >= incoming.readableHighWaterMark || incoming.isPaused();
    if (isOurs || incoming.readableFlowing === null) {
      windowStart = now;
      readBefore = socket.bytesRead;
      return;
    }
    if (now - windowStart < limits.windowMs) return;
    const bytesMin = (limits.bytesPerSecondMin * (now - windowStart)) / 1_000;
    if (socket.bytesRead - readBefore < bytesMin) cut(outgoing);
    windowStart = now;
    readBefore = socket.bytesRead;
  };
  const checkReader = (now: number) => {
    if (outgoing.writableLength === 0 || socket.bytesWritten !== writtenBefore) readerSince = now;
    writtenBefore = socket.bytesWritten;
    if (now - readerSince > limits.readerIdleMsMax) socket.destroy();
  };
  const timer = setInterval(() => {
    const now = Date.now();
    checkBody(now);
    checkReader(now);
  }, limits.checkMs);
  timer.unref();
  outgoing.once('close', () => clearInterval(timer));
}

function cut(outgoing: ServerResponse): void {
  const message = 'The request body came too slowly.';
  const body = { error: { message, type: 'invalid_request_error', param: null, code: 'request_timeout' } };
  if (!outgoing.headersSent) {
    outgoing.writeHead(408, { 'content-type': 'application/json', connection: 'close' });
    outgoing.end(JSON.stringify(body));
  }
  outgoing.socket?.destroySoon();
}
