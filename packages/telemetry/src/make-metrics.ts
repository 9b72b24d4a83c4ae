import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { boundLabel } from './bound-label.ts';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Upper bounds in seconds. */
const buckets = {
  http: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  job: [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3_600, 14_400, 86_400],
  inference: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120],
};

export interface HttpObservation {
  method: string;
  /** The pattern, `/v1/files/:id`; never the path itself. */
  route: string;
  status: number;
  durationMs: number;
}

export interface JobObservation {
  /** `job.train`, … */
  name: string;
  outcome: 'succeeded' | 'failed' | 'cancelled' | 'retried';
  /** From the first ring to the claim. */
  waitMs: number;
  durationMs: number;
}

export interface InferenceObservation {
  /** The base model; tuned models are too many for a label. */
  model: string;
  outcome: 'succeeded' | 'failed' | 'cancelled';
  /** Null when the call ended before its first token. */
  timeToFirstTokenMs: number | null;
  durationMs: number;
  promptTokens: number;
  completionTokens: number;
}

export interface Metrics {
  observeHttp(observation: HttpObservation): void;
  observeJob(observation: JobObservation): void;
  observeInference(observation: InferenceObservation): void;
  setQueueDepth(queue: string, state: 'waiting' | 'active' | 'delayed' | 'failed', jobs: number): void;
  /** The text of `/metrics`. */
  read(): Promise<{ contentType: string; text: string }>;
}

/** Metrics in a registry of their own: a second copy of this module in the process disturbs nothing. */
export function makeMetrics(service: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return {
    observeHttp: httpObserver(registry),
    observeJob: jobObserver(registry),
    observeInference: inferenceObserver(registry),
    setQueueDepth: queueObserver(registry),
    read: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

function httpObserver(registry: Registry): Metrics['observeHttp'] {
  const route = boundLabel();
  const duration = new Histogram({
    name: 'modelmint_http_request_duration_seconds',
    help: 'Time from the request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: buckets.http,
    registers: [registry],
  });
  return (seen) =>
    duration.observe(
      { method: methods.has(seen.method) ? seen.method : 'other', route: route(seen.route), status: seen.status },
      seen.durationMs / 1_000,
    );
}

function jobObserver(registry: Registry): Metrics['observeJob'] {
  const job = boundLabel();
  const common = { buckets: buckets.job, registers: [registry] };
  const duration = new Histogram({
    name: 'modelmint_job_duration_seconds',
    help: 'Time from the claim of a job to its end.',
    labelNames: ['job', 'outcome'],
    ...common,
  });
  const wait = new Histogram({
    name: 'modelmint_job_wait_seconds',
    help: 'Time from the ring of a job to its claim.',
    labelNames: ['job'],
    ...common,
  });
  return ({ name, outcome, waitMs, durationMs }) => {
    duration.observe({ job: job(name), outcome }, durationMs / 1_000);
    wait.observe({ job: job(name) }, waitMs / 1_000);
  };
}

function inferenceObserver(registry: Registry): Metrics['observeInference'] {
  const model = boundLabel();
  const common = { buckets: buckets.inference, registers: [registry] };
  const duration = new Histogram({
    name: 'modelmint_inference_duration_seconds',
    help: 'Time from the call of a model to its last token.',
    labelNames: ['model', 'outcome'],
    ...common,
  });
  const firstToken = new Histogram({
    name: 'modelmint_time_to_first_token_seconds',
    help: 'Time from the call of a model to its first token.',
    labelNames: ['model'],
    ...common,
  });
  const tokens = new Counter({
    name: 'modelmint_tokens_total',
    help: 'Tokens read and written by models.',
    labelNames: ['model', 'kind'],
    registers: [registry],
  });
  return (seen) => {
    const label = model(seen.model);
    duration.observe({ model: label, outcome: seen.outcome }, seen.durationMs / 1_000);
    if (seen.timeToFirstTokenMs !== null) firstToken.observe({ model: label }, seen.timeToFirstTokenMs / 1_000);
    tokens.inc({ model: label, kind: 'prompt' }, seen.promptTokens);
    tokens.inc({ model: label, kind: 'completion' }, seen.completionTokens);
  };
}

function queueObserver(registry: Registry): Metrics['setQueueDepth'] {
  const name = boundLabel();
  const depth = new Gauge({
    name: 'modelmint_queue_jobs',
    help: 'Jobs in a queue by state.',
    labelNames: ['queue', 'state'],
    registers: [registry],
  });
  return (queue, state, jobs) => depth.set({ queue: name(queue), state }, jobs);
}
