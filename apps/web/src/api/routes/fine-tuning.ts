import { AppError } from '@modelmint/domain/errors';
import { parseInput } from '@modelmint/domain/wire/parse-input';
import { type Context, Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { cancelJob } from '../../features/fine-tuning/server/cancel-job.ts';
import { createJob } from '../../features/fine-tuning/server/create-job.ts';
import { getJob } from '../../features/fine-tuning/server/get-job.ts';
import { listCheckpoints } from '../../features/fine-tuning/server/list-checkpoints.ts';
import { listJobEvents } from '../../features/fine-tuning/server/list-job-events.ts';
import { type ListJobsInput, listJobs } from '../../features/fine-tuning/server/list-jobs.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { answerOnce } from '../http/idempotent.ts';
import { listQuery, toWireList } from '../http/list-query.ts';
import { readJsonValue } from '../http/read-json.ts';
import { readCreateJob } from '../wire/create-job-body.ts';
import { toCheckpointObject, toEventObject, toJobObject } from '../wire/job-object.ts';

const twenty = listQuery({ limit: 20, limitMax: 100 });
const ten = listQuery({ limit: 10, limitMax: 100 });

export function fineTuningRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  const wire = (c: Context<ApiEnv>, job: Parameters<typeof toJobObject>[0]) =>
    toJobObject(job, c.get('principal').organizationId);

  app.post('/jobs', async (c) => {
    const input = readCreateJob(await readJsonValue(c));
    return answerOnce(deps, c, {
      route: 'POST /fine_tuning/jobs',
      fingerprint: input,
      isBlindRetrySafe: true,
      run: async (keep) =>
        wire(c, await createJob(deps, c.get('principal'), input, (tx, job) => keep(tx, wire(c, job)))),
    });
  });

  app.get('/jobs', async (c) => {
    const { after, limit } = parseInput(twenty, c.req.query());
    const metadata = readMetadata(c.req.query());
    const { jobs, hasMore } = await listJobs(deps, c.get('principal'), { after, limit, metadata });
    return answerJson(
      c,
      toWireList(
        jobs.map((job) => wire(c, job)),
        hasMore,
      ),
    );
  });

  app.get('/jobs/:fine_tuning_job_id', async (c) =>
    answerJson(c, wire(c, await getJob(deps, c.get('principal'), c.req.param('fine_tuning_job_id')))),
  );

  app.post('/jobs/:fine_tuning_job_id/cancel', async (c) =>
    answerJson(c, wire(c, await cancelJob(deps, c.get('principal'), c.req.param('fine_tuning_job_id')))),
  );

  app.get('/jobs/:fine_tuning_job_id/events', async (c) => {
    const page = parseInput(twenty, c.req.query());
    const jobId = c.req.param('fine_tuning_job_id');
    const { events, hasMore } = await listJobEvents(deps, c.get('principal'), { jobId, ...page });
    return answerJson(c, toWireList(events.map(toEventObject), hasMore));
  });

  app.get('/jobs/:fine_tuning_job_id/checkpoints', async (c) => {
    const page = parseInput(ten, c.req.query());
    const jobId = c.req.param('fine_tuning_job_id');
    const { job, checkpoints, hasMore } = await listCheckpoints(deps, c.get('principal'), { jobId, ...page });
    const { organizationSlug } = c.get('key');
    return answerJson(
      c,
      toWireList(
        checkpoints.map((one) => toCheckpointObject(one, job, organizationSlug)),
        hasMore,
      ),
    );
  });
  return app;
}

/** `metadata[key]=value`, any number of them; `metadata=null` (the client writes `metadata=`) for jobs without any. */
function readMetadata(query: Record<string, string>): ListJobsInput['metadata'] {
  if (query.metadata === 'null' || query.metadata === '') return 'none';
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    const key = /^metadata\[(.{1,64})\]$/.exec(name)?.[1];
    return key === undefined ? [] : [[key, value] as const];
  });
  if (pairs.length > 16) throw new AppError('invalid_value', 'At most 16 pairs are compared.', { param: 'metadata' });
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}
