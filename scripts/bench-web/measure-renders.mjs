import autocannon from 'autocannon';
import { quantile } from './verdict.mjs';

const connections = 8;
const seconds = 5;

/** How long the server takes for a whole page while eight ask at once: the 95th percentile. */
export async function* measureRenders({ platform, seeded, rows }) {
  const { projectId, organizationId, browser, ids } = seeded.customer;
  const project = `/projects/${projectId}`;
  const pages = {
    overview: `${project}/overview`,
    'fine-tuning': `${project}/fine-tuning`,
    job: `${project}/fine-tuning/${ids.jobId}`,
    'running job': `${project}/fine-tuning/${rows.jobId}`,
    usage: `${project}/usage`,
    'usage of the organization': `/organizations/${organizationId}/usage`,
    billing: `/organizations/${organizationId}/billing`,
    pricing: '/pricing',
  };
  for (const [name, path] of Object.entries(pages)) {
    const headers = { cookie: browser.cookie(), host: new URL(platform.url).host, accept: 'text/html' };
    await press({ url: `${platform.local}${path}`, headers, connections: 1, duration: 1 });
    const { times, failed } = await press({ url: `${platform.local}${path}`, headers, connections, duration: seconds });
    if (failed > 0) throw new Error(`${path}: ${failed} of ${times.length} answers were not 200`);
    const what = `${name} p95, ${Math.round(times.length / seconds)}/s`;
    yield { part: 'renders', what, value: quantile(times, 0.95), unit: 'ms', most: 50 };
  }
}

async function press(options) {
  const times = [];
  let failed = 0;
  const run = autocannon({ ...options, timeout: 30 });
  run.on('response', (_client, status, _bytes, time) => {
    times.push(time);
    if (status !== 200) failed += 1;
  });
  const { errors } = await run;
  return { times, failed: failed + errors };
}
