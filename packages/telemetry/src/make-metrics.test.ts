import { register } from 'prom-client';
import { expect, it } from 'vitest';
import { type Metrics, makeMetrics } from './make-metrics.ts';

/** The lines of our metrics, their labels sorted by name. */
async function readLines(metrics: Metrics): Promise<string[]> {
  const { text } = await metrics.read();
  const lines = text.split('\n').filter((line) => line.startsWith('modelmint_'));
  return lines.map((line) => line.replace(/\{(.*)\}/, (_, labels: string) => `{${labels.split(',').sort().join()}}`));
}

it('counts what it is told, in seconds', async () => {
  const metrics = makeMetrics('web');
  metrics.observeHttp({ method: 'GET', route: '/v1/files/:id', status: 200, durationMs: 30 });
  metrics.observeJob({ name: 'job.train', outcome: 'failed', waitMs: 500, durationMs: 4_000 });
  metrics.observeInference({
    model: 'qwen3',
    outcome: 'succeeded',
    timeToFirstTokenMs: 40,
    durationMs: 900,
    promptTokens: 7,
    completionTokens: 3,
  });
  metrics.setQueueDepth('train', 'waiting', 4);
  const lines = await readLines(metrics);
  const get = 'method="GET",route="/v1/files/:id",service="web",status="200"';
  for (const line of [
    `modelmint_http_request_duration_seconds_sum{${get}} 0.03`,
    `modelmint_http_request_duration_seconds_bucket{le="0.025",${get}} 0`,
    `modelmint_http_request_duration_seconds_bucket{le="0.05",${get}} 1`,
    'modelmint_job_duration_seconds_sum{job="job.train",outcome="failed",service="web"} 4',
    'modelmint_job_wait_seconds_sum{job="job.train",service="web"} 0.5',
    'modelmint_inference_duration_seconds_count{model="qwen3",outcome="succeeded",service="web"} 1',
    'modelmint_time_to_first_token_seconds_sum{model="qwen3",service="web"} 0.04',
    'modelmint_tokens_total{kind="prompt",model="qwen3",service="web"} 7',
    'modelmint_tokens_total{kind="completion",model="qwen3",service="web"} 3',
    'modelmint_queue_jobs{queue="train",service="web",state="waiting"} 4',
  ])
    expect(lines).toContain(line);
});

it('may be made twice in a process, and leaves the global registry alone', async () => {
  const first = makeMetrics('web');
  const second = makeMetrics('web');
  first.setQueueDepth('cpu', 'active', 1);
  expect(await readLines(first)).toContain('modelmint_queue_jobs{queue="cpu",service="web",state="active"} 1');
  expect(await readLines(second)).toEqual([]);
  expect(await register.getMetricsAsArray()).toEqual([]);
  expect((await first.read()).text).toContain('process_resident_memory_bytes');
  expect((await first.read()).contentType).toContain('text/plain');
});

it('has no first token for a call that ended before it', async () => {
  const metrics = makeMetrics('worker');
  metrics.observeInference({
    model: 'm',
    outcome: 'cancelled',
    timeToFirstTokenMs: null,
    durationMs: 5,
    promptTokens: 2,
    completionTokens: 0,
  });
  expect((await readLines(metrics)).filter((line) => line.includes('first_token'))).toEqual([]);
});

it('keeps its size under hostile labels', async () => {
  const metrics = makeMetrics('web');
  for (let index = 0; index < 1_000; index += 1)
    metrics.observeHttp({ method: `M${index}`, route: `/r${index}`, status: 404, durationMs: 1 });
  const counts = (await readLines(metrics)).filter((line) => line.includes('_count'));
  expect(counts).toHaveLength(201);
  expect(counts.filter((line) => line.includes('route="other"') && line.endsWith(' 800'))).toHaveLength(1);
});
