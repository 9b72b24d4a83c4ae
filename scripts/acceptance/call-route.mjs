const pageParameters = { slug: 'quick-start', token: 'none' };
const pageIds = {
  jobId: 'job',
  modelId: 'model',
  endpointId: 'endpoint',
  datasetId: 'dataset',
  baseModelId: 'base',
  evaluationId: 'evaluation',
  webhookId: 'webhook',
  runId: 'run',
};

/** One call of a route, or of a page as a browser asks for it. */
export async function callRoute({ platform, world, route, row, ids, headers }) {
  const [method, pattern = ''] = route.split(' ');
  const base = { origin: platform.url, ...headers };
  if (method === 'PAGE')
    return send(`${platform.local}${fillPage(pattern, ids)}`, { headers: { ...base, accept: 'text/html' } });
  if (row.stream) return send(`${platform.local}/events?project=${ids.project}`, { headers: base });
  if (row.upload) return send(`${platform.local}/uploads`, { method, headers: { ...base, ...uploadHeaders(ids) } });
  const body = row.body?.(ids) ?? {};
  const isForm = body instanceof FormData;
  return send(`${platform.local}${world.fillRoute(pattern, ids)}`, {
    method,
    headers: { ...base, ...(isForm ? {} : { 'content-type': 'application/json' }) },
    ...(['POST', 'PATCH', 'PUT'].includes(method) ? { body: isForm ? body : JSON.stringify(body) } : {}),
  });
}

function fillPage(pattern, ids) {
  const names = { ...pageIds, projectId: 'project', organizationId: 'organization', inferenceId: 'inference' };
  return pattern.replace(/\[(\w+)\]/g, (_, name) =>
    encodeURIComponent(pageParameters[name] ?? ids[names[name]] ?? 'none'),
  );
}

function uploadHeaders({ project }) {
  const values = { projectId: project, filename: 'a.jsonl', purpose: 'fine-tune' };
  const metadata = Object.entries(values).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`);
  return { 'tus-resumable': '1.0.0', 'upload-length': '10', 'upload-metadata': metadata.join(',') };
}

/** A stream of events has no end: its head says all. */
async function send(url, options) {
  const answer = await fetch(url, { redirect: 'manual', ...options });
  const isEndless = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (isEndless) await answer.body.cancel();
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    text: isEndless ? '' : await answer.text(),
  };
}
