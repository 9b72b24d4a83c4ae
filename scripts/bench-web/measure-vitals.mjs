import { openTour } from './open-tour.mjs';
import { quantile } from './verdict.mjs';

const rounds = 3;

/** LCP and CLS of the pages that a customer lives in, from a Chromium beside the server: the median of three visits. */
export async function* measureVitals(world) {
  const { platform, seeded, rows } = world;
  const { projectId, organizationId, ids } = seeded.customer;
  const project = `/projects/${projectId}`;
  const pages = {
    overview: `${project}/overview`,
    data: `${project}/data`,
    dataset: `${project}/data/${ids.datasetId}`,
    'fine-tuning': `${project}/fine-tuning`,
    job: `${project}/fine-tuning/${ids.jobId}`,
    'running job': `${project}/fine-tuning/${rows.jobId}`,
    models: `${project}/models`,
    endpoint: `${project}/endpoints/${ids.endpointId}`,
    usage: `${project}/usage`,
    billing: `/organizations/${organizationId}/billing`,
  };
  const tour = await openTour(world);
  try {
    for (const [name, path] of Object.entries(pages)) {
      const visits = [];
      for (let round = 0; round < rounds; round += 1) visits.push(await visit(tour, `${platform.url}${path}`));
      const median = (read) => quantile(visits.map(read), 0.5);
      yield { part: 'vitals', what: `${name} LCP`, value: median(({ lcp }) => lcp) / 1_000, unit: 's', most: 1.5 };
      yield { part: 'vitals', what: `${name} CLS`, value: median(({ cls }) => cls), most: 0.02 };
    }
  } finally {
    await tour.close();
  }
}

async function visit(tour, url) {
  const page = await tour.openPage('customer', { isFresh: true });
  await page.addInitScript(watchPaint);
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForTimeout(1_000);
  const vitals = await page.evaluate(() => globalThis.vitals);
  await page.context().close();
  return vitals.lcp === null ? { ...vitals, lcp: Number.NaN } : vitals;
}

function watchPaint() {
  globalThis.vitals = { lcp: null, cls: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.vitals.lcp = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.vitals.cls += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
}
