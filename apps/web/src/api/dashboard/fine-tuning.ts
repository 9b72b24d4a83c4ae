import { parseInput } from '@modelmint/domain/wire/parse-input';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { cancelJob } from '../../features/fine-tuning/server/cancel-job.ts';
import { CreateJob, createJob } from '../../features/fine-tuning/server/create-job.ts';
import { EstimateJob, estimateJob } from '../../features/fine-tuning/server/estimate-job.ts';
import { getJobDetail } from '../../features/fine-tuning/server/get-job.ts';
import { listCheckpoints } from '../../features/fine-tuning/server/list-checkpoints.ts';
import { listJobEvents } from '../../features/fine-tuning/server/list-job-events.ts';
import { listJobMetrics } from '../../features/fine-tuning/server/list-job-metrics.ts';
import { listJobs, listTags } from '../../features/fine-tuning/server/list-jobs.ts';
import { SetTags, setTags } from '../../features/fine-tuning/server/set-tags.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { listQuery } from '../http/list-query.ts';
import { once } from '../http/once.ts';
import { projectPrincipal } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

const Page = listQuery({ limit: 50, limitMax: 200 });
const JobPage = Page.extend({ tag: z.string().min(1).max(64).optional(), q: z.string().max(200).optional() });
const EventPage = Page.extend({ type: z.enum(['message', 'metrics']).optional() });

/** Below `/api/projects/:projectId/fine-tuning`. */
export function jobRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });

  app.post('/estimate', async (c) => {
    const principal = await projectPrincipal(deps, c);
    return answerJson(c, await estimateJob(deps, principal, await readJson(c, EstimateJob)));
  });
  app.post('/', once(deps), async (c) => {
    const principal = await projectPrincipal(deps, c);
    return answerJson(c, await createJob(deps, principal, await readJson(c, CreateJob)), 201);
  });
  app.get('/', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const { q: text, ...page } = parseInput(JobPage, c.req.query());
    const { jobs, hasMore } = await listJobs(deps, principal, { ...page, text });
    return answerJson(c, { data: jobs, hasMore });
  });
  app.get('/tags', async (c) => answerJson(c, { data: await listTags(deps, await projectPrincipal(deps, c)) }));
  app.get('/:jobId', async (c) =>
    answerJson(c, await getJobDetail(deps, await projectPrincipal(deps, c), c.req.param('jobId'))),
  );
  app.post('/:jobId/cancel', async (c) =>
    answerJson(c, await cancelJob(deps, await projectPrincipal(deps, c), c.req.param('jobId'))),
  );
  app.put('/:jobId/tags', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const asked = await readJson(c, SetTags);
    return answerJson(c, await setTags(deps, principal, { jobId: c.req.param('jobId'), ...asked }));
  });
  app.get('/:jobId/events', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const page = parseInput(EventPage, c.req.query());
    const { events, hasMore } = await listJobEvents(deps, principal, { jobId: c.req.param('jobId'), ...page });
    return answerJson(c, { data: events, hasMore });
  });
  app.get('/:jobId/metrics', async (c) =>
    answerJson(c, { data: await listJobMetrics(deps, await projectPrincipal(deps, c), c.req.param('jobId')) }),
  );
  app.get('/:jobId/checkpoints', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const page = parseInput(Page, c.req.query());
    const { checkpoints, hasMore } = await listCheckpoints(deps, principal, { jobId: c.req.param('jobId'), ...page });
    return answerJson(c, { data: checkpoints, hasMore });
  });
  return app;
}
