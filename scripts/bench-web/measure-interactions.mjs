import pg from 'pg';
import { openTour } from './open-tour.mjs';
import { quantile } from './verdict.mjs';

const eventsPerSecond = 10;
const interactions = 40;

/** The page of a running job while ten events arrive every second: how long the page takes to answer clicks and keys. */
export async function* measureInteractions(world) {
  const { platform, seeded, rows } = world;
  const { organizationId, projectId } = seeded.customer;
  const stop = await writeEvents({ platform, organizationId, projectId, jobId: rows.jobId });
  const tour = await openTour(world);
  try {
    const page = await tour.openPage('customer');
    await page.addInitScript(watchInteractions);
    await page.goto(`${platform.url}/projects/${projectId}/fine-tuning/${rows.jobId}`);
    await page.waitForTimeout(2_000);
    for (let count = 0; count < interactions; count += 1) await act(page, count);
    // The browser hands its measurements over a little later.
    await page.waitForTimeout(1_000);
    const { slow, count } = await page.evaluate(() => ({
      slow: [...globalThis.interactions.values()],
      count: performance.interactionCount,
    }));
    // What took less than 16 ms is counted, not told.
    const durations = [...slow, ...Array.from({ length: Math.max(0, count - slow.length) }, () => 16)];
    const missing = count < interactions / 2 ? Number.NaN : undefined;
    const written = await stop();
    const what = `running job, ${count} interactions, ${written} events/s`;
    // As the web defines INP: the worst, one in fifty left out.
    yield { part: 'interactions', what, value: missing ?? quantile(durations, 0.98), unit: 'ms', most: 100 };
  } finally {
    await stop();
    await tour.close();
  }
}

/** Clicks and keys in turn: the tabs of the charts, and the keyboard's way through the page. */
async function act(page, count) {
  if (count % 2 === 0) await page.keyboard.press('Tab');
  else {
    const buttons = page
      .locator('main [role="tab"], main button:visible:not([aria-haspopup])')
      .filter({ visible: true });
    const at = count % Math.max(1, await buttons.count());
    await buttons
      .nth(at)
      .click({ timeout: 2_000, noWaitAfter: true, trial: false })
      .catch(() => page.mouse.click(700, 400));
    await page.keyboard.press('Escape');
  }
  await page.waitForTimeout(150);
}

function watchInteractions() {
  globalThis.interactions = new Map();
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries())
      if (interactionId > 0)
        globalThis.interactions.set(interactionId, Math.max(duration, globalThis.interactions.get(interactionId) ?? 0));
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
}

/** Writes what a training worker writes, each event in a transaction of its own; the end says how many came a second. */
async function writeEvents({ platform, organizationId, projectId, jobId }) {
  const client = new pg.Client({ connectionString: platform.superuserUrl });
  await client.connect();
  const began = performance.now();
  let step = 0;
  let isOver = false;
  const run = async () => {
    while (!isOver) {
      step += 1;
      await writeStep(client, { organizationId, projectId, jobId, step });
      const due = began + (step * 1_000) / eventsPerSecond;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    }
  };
  const running = run();
  let rate;
  return async () => {
    if (rate !== undefined) return rate;
    isOver = true;
    await running;
    await client.end();
    rate = Math.round((step * 1_000) / (performance.now() - began));
    return rate;
  };
}

async function writeStep(client, { organizationId, projectId, jobId, step }) {
  const loss = 2 * Math.exp(-step / 200) + 0.1;
  const data = {
    step,
    total_steps: 100_000,
    train_loss: loss,
    train_mean_token_accuracy: 1 - loss / 3,
    epoch: 0.1,
    tokens: step * 64,
  };
  await client.query('BEGIN');
  await client.query(
    `INSERT INTO job_event (id, "organizationId", "jobId", fence, level, type, message, data)
     VALUES ($1, $2, $3, 1, 'info', 'metrics', $4, $5)`,
    [`ftevent-bench${step}`, organizationId, jobId, `Step ${step}/100000: training loss=${loss.toFixed(2)}`, data],
  );
  await client.query('UPDATE fine_tuning_job SET step = $2 WHERE id = $1', [jobId, step]);
  await client.query('SELECT pg_notify($1, $2)', [
    'modelmint_rows',
    JSON.stringify({ organizationId, projectId, kind: 'job', id: jobId }),
  ]);
  await client.query('COMMIT');
}
