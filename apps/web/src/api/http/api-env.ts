import type { HttpBindings } from '@hono/node-server';
import type { FoundApiKey } from '@modelmint/db/system/find-api-key';
import type { Principal } from '../../features/organization/server/principal.ts';

/** What the routes of the API find in their context. */
export interface ApiEnv {
  Bindings: HttpBindings;
  Variables: {
    requestId: string;
    /** `performance.now()` at the start of the request. */
    startedAtMs: number;
    /** Once it was read. */
    body?: Buffer;
    /** On /v1 only. */
    key: FoundApiKey;
    /** On /v1 only; dashboard routes ask `requirePrincipal`. */
    principal: Principal;
  };
}
