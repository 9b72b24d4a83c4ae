import { AppError } from '@modelmint/domain/errors';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { Classify, classify } from '../../features/classification/server/classify.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { answerOnce } from '../http/idempotent.ts';
import { setRateHeaders } from '../http/limit-rate.ts';
import { parseInput } from '../http/parse-input.ts';
import { mebibyte } from '../http/read-body.ts';
import { readJsonValue } from '../http/read-json.ts';
import { toClassificationObject } from '../wire/classification-object.ts';

const bytesMax = 8 * mebibyte;

export function classificationRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.post('/', async (c) => {
    const value = await readJsonValue(c, { bytesMax });
    refuseParts(value);
    const input = parseInput(Classify, value);
    const { requestsPerMinute, tokensPerMinute } = c.get('key');
    let wire: ReturnType<typeof toClassificationObject> | undefined;
    return answerOnce(deps, c, {
      route: 'POST /classifications',
      fingerprint: input,
      run: async (keep) => {
        const classified = await classify(deps, c.get('principal'), input, {
          requestId: c.get('requestId'),
          route: 'POST /v1/classifications',
          signal: c.req.raw.signal,
          limits: { requestsPerMinute, tokensPerMinute },
          onRate: (state) => setRateHeaders(c, state),
          finish: (tx, outcome) => {
            wire = toClassificationObject(outcome);
            return keep(tx, wire);
          },
        });
        return wire ?? toClassificationObject(classified);
      },
    });
  });
  return app;
}

function refuseParts(value: unknown): void {
  const { input } = value as { input?: unknown };
  const hasParts = Array.isArray(input) && input.some((one) => typeof one === 'object' && one !== null);
  if (hasParts)
    throw new AppError('unsupported_parameter', 'The models of this server classify text: send strings.', {
      param: 'input',
    });
}
