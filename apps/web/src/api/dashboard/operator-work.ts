import { announce, endAnnouncement } from '@modelmint/db/system/announcements';
import { setSwitch } from '@modelmint/db/system/platform-switches';
import { Announce } from '@modelmint/domain/announcement';
import { AppError } from '@modelmint/domain/errors';
import { SetSwitch } from '@modelmint/domain/platform-switch';
import { parseInput } from '@modelmint/domain/wire/parse-input';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { cancelJob, findJobs, getJobDetail, ListOperatorJobs, retryJob } from '../../features/operator/server/jobs.ts';
import { replayInbox, replayOutbox, resendMail } from '../../features/operator/server/messages.ts';
import { drain } from '../../features/operator/server/workers.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { operatorActor } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

/** Below `/api/operator`: jobs, workers, what went out or came in, and what everybody is told. */
export function operatorWorkRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.get('/jobs', async (c) =>
    answerJson(c, { data: await findJobs(deps, parseInput(ListOperatorJobs, c.req.query())) }),
  );
  app.get('/jobs/:jobId', async (c) => answerJson(c, await getJobDetail(deps, c.req.param('jobId'))));
  app.post('/jobs/:jobId/cancel', async (c) => {
    const operator = await operatorActor(deps, c);
    return answerJson(c, await cancelJob(deps, { jobId: c.req.param('jobId'), operator }));
  });
  app.post('/jobs/:jobId/retry', async (c) => {
    const operator = await operatorActor(deps, c);
    return answerJson(c, await retryJob(deps, { jobId: c.req.param('jobId'), operator }), 201);
  });
  for (const [act, isDraining] of [
    ['drain', true],
    ['resume', false],
  ] as const)
    app.post(`/workers/:workerId/${act}`, async (c) => {
      const operator = await operatorActor(deps, c);
      return answerJson(c, await drain(deps, { workerId: c.req.param('workerId'), isDraining, operator }));
    });
  app.post('/webhooks/:source/:externalId/replay', async (c) => {
    const operator = await operatorActor(deps, c);
    const { source, externalId } = c.req.param();
    return answerJson(c, await replayInbox(deps, { source, externalId, operator }));
  });
  app.post('/meter-events/:identifier/replay', async (c) => {
    const operator = await operatorActor(deps, c);
    return answerJson(c, await replayOutbox(deps, { identifier: c.req.param('identifier'), operator }));
  });
  app.put('/switches', async (c) => {
    const operator = await operatorActor(deps, c);
    const asked = await readJson(c, SetSwitch, { nullable: ['reason'] });
    return answerJson(c, await setSwitch(deps.db, { ...asked, operator }));
  });
  app.post('/announcements', async (c) => {
    const operator = await operatorActor(deps, c);
    return answerJson(c, { id: await announce(deps.db, { ...(await readJson(c, Announce)), operator }) }, 201);
  });
  app.post('/announcements/:announcementId/end', async (c) => {
    const operator = await operatorActor(deps, c);
    const announcementId = c.req.param('announcementId');
    if (!(await endAnnouncement(deps.db, { announcementId, operator })))
      throw new AppError('not_found', 'There is no such announcement.');
    return answerJson(c, { id: announcementId });
  });
  app.post('/mails/:mailId/resend', async (c) => {
    const operator = await operatorActor(deps, c);
    return answerJson(c, await resendMail(deps, { mailId: c.req.param('mailId'), operator }));
  });
  return app;
}
