/** Set by src/proxy.ts: the path and query that the browser asked for. */
export const pathHeader = 'x-modelmint-path';
