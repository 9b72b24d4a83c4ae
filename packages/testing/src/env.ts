/** The one reader of the environment in this package. */
export function env() {
  return {
    /** A server with a login that may create roles and databases. Its roles modelmint_* get new passwords. */
    testDatabaseUrl: process.env.TEST_DATABASE_URL ?? '',
    redisUrl: process.env.REDIS_URL ?? '',
    /** In CI nothing may be skipped. */
    isCi: Boolean(process.env.CI || process.env.MODELMINT_CI),
  };
}

/** Tells the worker's own reader, in the tests of this process, where its programs are bundled. */
export function setTestPrograms(folder: string): void {
  process.env.MODELMINT_TEST_PROGRAMS = folder;
}
