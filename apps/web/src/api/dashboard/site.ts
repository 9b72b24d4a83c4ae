import { buffer } from 'node:stream/consumers';
import { readBrand } from '@modelmint/db/system/read-brand';
import { logoKey } from '@modelmint/domain/brand';
import { AppError } from '@modelmint/domain/errors';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { classifyDemo, TryDemo } from '../../features/site/server/classify-demo.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { clientAddress } from '../http/client-address.ts';
import { setRateHeaders } from '../http/limit-rate.ts';
import { readJson } from '../http/read-json.ts';

/** Below `/api/site`: what the public pages call, without an account. */
export function siteRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.post('/demo', async (c) => {
    const { text } = await readJson(c, TryDemo);
    const requestId = c.get('requestId');
    const address = clientAddress(c.env.incoming, deps.env.trustedProxies);
    const { results, tokens, latencyMs, amountMicros } = await classifyDemo(
      deps,
      { text, address },
      { requestId, signal: c.req.raw.signal, onRate: (state) => setRateHeaders(c, state) },
    );
    const [scores = []] = results;
    return answerJson(c, { requestId, scores, tokens, latencyMs, amountMicros });
  });
  app.get('/logo', async (c) => {
    const { logo } = await readBrand(deps.db);
    if (logo === null) throw new AppError('not_found', 'This platform has no logo of its own.');
    const bytes = await buffer(await deps.storage.get(logoKey(logo)));
    // The address of the page's style names the digest: another logo is another address.
    const isPinned = c.req.query('v') === logo.sha256;
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cache-control': isPinned ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  });
  return app;
}
