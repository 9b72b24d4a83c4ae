import type { CodeSample } from '../../../ui/code-block.tsx';

interface JobRequest {
  /** Origin of the API with `/v1`. */
  baseUrl: string;
  model: string;
  trainingFile: string;
  suffix: string | null;
  seed: number | null;
  /** Only what differs from `auto`. */
  hyperparameters: Partial<Record<string, number | string | readonly string[]>>;
}

/** The same job by the API, in three languages; each runs as shown when the key is in the environment. */
export function jobRequest({ baseUrl, model, trainingFile, suffix, seed, hyperparameters }: JobRequest): CodeSample[] {
  const body = {
    model,
    training_file: trainingFile,
    ...(suffix === null ? {} : { suffix }),
    ...(seed === null ? {} : { seed }),
    ...(Object.keys(hyperparameters).length === 0
      ? {}
      : { method: { type: 'supervised', supervised: { hyperparameters } } }),
  };
  const json = JSON.stringify(body, null, 2);
  return [
    { label: 'TypeScript', language: 'typescript', code: typescript(baseUrl, json) },
    { label: 'Python', language: 'python', code: python(baseUrl, body) },
    { label: 'curl', language: 'curl', code: curl(baseUrl, json) },
  ];
}

function typescript(baseUrl: string, json: string): string {
  const object = json
    .replace(/^(\s*)"(\w+)":/gm, '$1$2:')
    .replaceAll("'", "\\'")
    .replaceAll('"', "'");
  return [
    "import OpenAI from 'openai';",
    '',
    'const client = new OpenAI({',
    `  baseURL: '${baseUrl}',`,
    '  apiKey: process.env.MODELMINT_API_KEY,',
    '});',
    `await client.fineTuning.jobs.create(${object});`,
  ].join('\n');
}

function python(baseUrl: string, body: Record<string, unknown>): string {
  const lines = Object.entries(body).map(([name, value]) => `    ${name}=${JSON.stringify(value)},`);
  return [
    'import os',
    'from openai import OpenAI',
    '',
    'client = OpenAI(',
    `    base_url="${baseUrl}",`,
    '    api_key=os.environ["MODELMINT_API_KEY"],',
    ')',
    'client.fine_tuning.jobs.create(',
    ...lines,
    ')',
  ].join('\n');
}

function curl(baseUrl: string, json: string): string {
  return [
    `curl ${baseUrl}/fine_tuning/jobs \\`,
    '  -H "Authorization: Bearer $MODELMINT_API_KEY" \\',
    "  -H 'Content-Type: application/json' \\",
    `  -d '${json}'`,
  ].join('\n');
}
