import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { archiveProject, restoreProject } from '../../features/project/server/archive-project.ts';
import { ChangeProject, changeProject } from '../../features/project/server/change-project.ts';
import { CreateProject, createProject } from '../../features/project/server/create-project.ts';
import { listProjects } from '../../features/project/server/list-projects.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { once } from '../http/once.ts';
import { organizationPrincipal } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

/** Below `/api/organizations/:organizationId/projects`. */
export function projectRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });

  app.get('/', async (c) => answerJson(c, { data: await listProjects(deps, await organizationPrincipal(deps, c)) }));
  app.post('/', once(deps), async (c) => {
    const principal = await organizationPrincipal(deps, c);
    return answerJson(c, await createProject(deps, principal, await readJson(c, CreateProject)), 201);
  });
  app.patch('/:projectId', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    const change = await readJson(c, ChangeProject);
    return answerJson(c, await changeProject(deps, principal, { projectId: c.req.param('projectId'), change }));
  });
  app.post('/:projectId/archive', async (c) =>
    answerJson(c, await archiveProject(deps, await organizationPrincipal(deps, c), c.req.param('projectId'))),
  );
  app.post('/:projectId/restore', async (c) =>
    answerJson(c, await restoreProject(deps, await organizationPrincipal(deps, c), c.req.param('projectId'))),
  );
  return app;
}
