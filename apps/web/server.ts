import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import next from 'next';
import { makeDrain } from './src/api/drain.ts';
import { serveApi } from './src/api/serve-api.ts';
import { stopServer } from './src/api/stop-server.ts';
import { deps } from './src/deps.ts';

/** The folder of this app, from its sources as from dist/server.js. */
const dir = path.basename(import.meta.dirname) === 'dist' ? path.dirname(import.meta.dirname) : import.meta.dirname;

async function main(): Promise<void> {
  const own = deps();
  const { env, log } = own;
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught exception');
    process.exit(1);
  });
  const server = createServer({
    // Uploads and streams last as long as they must; slow ones are cut by their rate (watch-rate.ts).
    requestTimeout: 0,
    headersTimeout: 5_000,
    keepAliveTimeout: 65_000,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: 32 * 1024,
  });
  const app = next({ dev: env.isDevelopment, dir, hostname: env.host, port: env.port, httpServer: server });
  await app.prepare();
  const pages = app.getRequestHandler();
  const drain = makeDrain();
  const api = serveApi(own, { pages: (incoming, outgoing) => pages(incoming, outgoing), drain });
  own.rows.listen();
  server.on('request', api.listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(env.port, env.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  log.info({ host: env.host, port, url: env.publicUrl }, 'web is ready');

  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'web stops');
    stopServer({ server, drain, close: [api.close, () => app.close(), own.close] }).then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'web did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  // The logger may be what failed.
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
