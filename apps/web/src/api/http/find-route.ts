import type { Hono } from 'hono';
import type { ApiEnv } from './api-env.ts';

/** Methods that some route takes at this path. Empty: there is no such path. */
export function methodsAt(app: Hono<ApiEnv>): (path: string) => string[] {
  const routes = app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => ({ method, pattern: patternOf(path) }));
  return (path) => {
    const plain = path.length > 1 ? path.replace(/\/$/, '') : path;
    return [...new Set(routes.filter(({ pattern }) => pattern.test(plain)).map(({ method }) => method))];
  };
}

/** `:name` is one segment, `:name{.+}` any number of them. */
function patternOf(path: string): RegExp {
  const source = path
    .replace(/\/$/, '')
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace(/:\w+\{\\\.\\\+\}/g, '.+')
    .replace(/:\w+/g, '[^/]+');
  return new RegExp(`^${source}$`);
}
