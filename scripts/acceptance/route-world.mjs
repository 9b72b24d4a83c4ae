import { readdirSync } from 'node:fs';
import path from 'node:path';
import { register } from 'tsx/esm/api';

const root = path.resolve(import.meta.dirname, '../..');

/** The product's own tables of routes, pages and roles, and people in the rows of a running platform. */
export async function openRouteWorld(platform) {
  register();
  const web = (file) => import(path.join(root, 'apps/web/src', file));
  const { readEnv } = await web('env.ts');
  const { makeDeps } = await web('deps.ts');
  const deps = makeDeps(readEnv({ ...platform.env, LOG_LEVEL: 'silent' }));
  const { testPeople } = await web('api/insert-test-people.ts');
  const { absentIds, insertRouteObjects } = await web('api/insert-route-objects.ts');
  const { cookieRoutes, fillRoute, isChanging, keyRoutes } = await web('api/route-table/route-table.ts');
  const { pageRoutes } = await web('api/route-table/page-routes.ts');
  const { createApi } = await web('api/create-api.ts');
  const { apiKeyPermissions, roles, roleTable } = await import(path.join(root, 'packages/domain/src/roles.ts'));
  return {
    ...{
      deps,
      absentIds,
      cookieRoutes,
      fillRoute,
      isChanging,
      keyRoutes,
      pageRoutes,
      apiKeyPermissions,
      roles,
      roleTable,
    },
    people: testPeople(deps),
    insertObjects: (tenant) => insertRouteObjects(deps, tenant),
    apiRoutes: () => listRoutes(createApi(deps)),
    pages: listPages(),
  };
}

function listRoutes(app) {
  const own = app.routes.filter(({ method }) => method !== 'ALL');
  return [...new Set(own.map(({ method, path: at }) => `${method} ${at.replace(/(.)\/$/, '$1')}`))];
}

/** As their addresses are, without the folders that only group them. */
function listPages() {
  const files = readdirSync(path.join(root, 'apps/web/src/app'), { recursive: true });
  return files
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map(
      (file) =>
        `/${file
          .replace(/(^|\/)page\.tsx$/, '')
          .replace(/\([^)]*\)\//g, '')
          .replace(/^\([^)]*\)$/, '')}`,
    );
}

/** What begins a stream or an upload, which no router lists. */
export const streamRoutes = [
  // Every member: it rings for rows, and tells nothing of them.
  ['GET /events', { needs: 'organization.read', stream: true }],
  ['POST /uploads', { needs: 'data.write', upload: true }],
];
