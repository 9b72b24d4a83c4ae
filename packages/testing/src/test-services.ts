import { inject } from 'vitest';
import type { DatabaseConnection, Passwords } from './load-services.ts';

/** What global-setup.ts has started for this run. */
export interface TestServices {
  superuser: DatabaseConnection;
  passwords: Passwords;
  templateDatabase: string;
  /** Absent where Redis cannot be had. */
  redisUrl?: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    testServices: TestServices;
  }
}

export function testServices(): TestServices {
  return inject('testServices');
}
