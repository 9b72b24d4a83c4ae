import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '@modelmint/domain/ids';
import {
  type ClassifyAnswer,
  ClassifyRequest,
  type EmbedAnswer,
  EmbedRequest,
  type GenerateAnswer,
  GenerateRequest,
  type MergeAnswer,
  MergeRequest,
  mergePath,
  type PredictAnswer,
  PredictRequest,
  type RecommendAnswer,
  RecommendRequest,
} from '@modelmint/domain/serving-contract';
import type { Deps } from '../deps.ts';

export interface SeenCall {
  path: string;
  authorization: string | undefined;
  deadline: string | undefined;
  body: Record<string, unknown>;
}

/** A machine of its own that speaks the contract of a serving process: each word is a token. For tests only. */
export interface TestWorker {
  url: string;
  /** Calls since it was last emptied, oldest first. */
  seen: SeenCall[];
  /** Answers instead of it, until it is null again. */
  behave: RequestListener | null;
  close(): Promise<void>;
}

export async function startTestWorker(deps: Deps): Promise<TestWorker> {
  const server = createServer((request, response) => {
    if (worker.behave !== null) {
      worker.behave(request, response);
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
      const path = request.url ?? '';
      const { authorization } = request.headers;
      worker.seen.push({ path, authorization, deadline: String(request.headers['x-deadline-ms']), body });
      const { status, answer } = answerTo(path, body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const worker: TestWorker = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: [],
    behave: null,
    close: async () => {
      await deps.db.system.worker.deleteMany();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  await registerTestWorker(deps, worker.url);
  return worker;
}

export function registerTestWorker(deps: Deps, servingUrl: string): Promise<{ id: string }> {
  return deps.db.system.worker.create({
    data: {
      ...{ id: newId('worker'), host: 'test', pid: 1, version: '0', engine: 'wasm', servingUrl },
      // Alive for the whole test, however slow the machine.
      heartbeatAt: new Date(Date.now() + 600_000),
    },
  });
}

/** A request that is not in the contract is refused, as a real worker does. */
function answerTo(path: string, body: unknown): { status: number; answer: object } {
  const read = (() => {
    if (path === '/classify') return ClassifyRequest.transform(classify).safeParse(body);
    if (path === '/generate') return GenerateRequest.transform(generate).safeParse(body);
    if (path === '/embed') return EmbedRequest.transform(embed).safeParse(body);
    if (path === '/predict') return PredictRequest.transform(predict).safeParse(body);
    if (path === mergePath) return MergeRequest.transform((): MergeAnswer => ({ sizeBytes: 7 })).safeParse(body);
    if (path === '/recommend') return RecommendRequest.transform(recommend).safeParse(body);
    return null;
  })();
  if (read === null) return refusal(404, { code: 'not_found', message: `There is nothing at ${path}.` });
  if (!read.success) return refusal(400, { code: 'invalid_value', message: read.error.message });
  return { status: 200, answer: read.data };
}

const refusal = (status: number, error: { code: string; message: string }) => ({ status, answer: { error } });
const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');

function classify({ inputs, topK }: ClassifyRequest): ClassifyAnswer {
  const scores = [
    { label: 'good', score: 0.75 },
    { label: 'bad', score: 0.25 },
  ].slice(0, topK);
  return {
    results: inputs.map(() => scores),
    tokens: inputs.map((one) => (typeof one === 'string' ? one.split(' ').length : Math.min(256, one.image.length))),
  };
}

/** Says the words of the prompt from the last to the first, then its seed and the number of the choice. */
function generate({ prompt, maxTokens, n, seed, stop, logprobs, echo }: GenerateRequest): GenerateAnswer {
  const prompts = promptWords(prompt);
  let completionTokens = 0;
  const choices = prompts.flatMap((asked) =>
    Array.from({ length: n }, (_, choice) => {
      const all = [...asked.toReversed(), `s${seed ?? 0}`, `c${choice}`];
      const end = all.findIndex((word) => stop.includes(word));
      const whole = end < 0 ? all : all.slice(0, end);
      const said = whole.slice(0, maxTokens ?? whole.length);
      completionTokens += said.length;
      const shown = echo ? [...asked, ...said] : said;
      return {
        text: shown.map((word, index) => spaced(word, index)).join(''),
        finishReason: said.length < whole.length ? ('length' as const) : ('stop' as const),
        logprobs:
          logprobs === null
            ? null
            : shown.map((word, index) => tokenLogprob(spaced(word, index), { index, echo, logprobs })),
      };
    }),
  );
  return { choices, promptTokens: prompts.reduce((sum, { length }) => sum + length, 0), completionTokens };
}

const spaced = (word: string, index: number) => (index === 0 ? word : ` ${word}`);

function promptWords(prompt: GenerateRequest['prompt']): string[][] {
  if ('texts' in prompt) return prompt.texts.map(words);
  if ('ids' in prompt) return prompt.ids.map((ids) => ids.map(String));
  return [prompt.messages.flatMap(({ role, content }) => [`<${String(role)}>`, ...words(String(content))])];
}

function tokenLogprob(
  token: string,
  { index, echo, logprobs }: { index: number; echo: boolean; logprobs: number },
): NonNullable<GenerateAnswer['choices'][number]['logprobs']>[number] {
  const bytesOf = (text: string) => [...Buffer.from(text)];
  return {
    token,
    bytes: bytesOf(token),
    logprob: echo && index === 0 ? null : -0.5,
    top: Array.from({ length: logprobs }, (_, place) => ({
      token: `t${place}`,
      bytes: bytesOf(`t${place}`),
      logprob: -1 - place,
    })),
  };
}

/** Of length 1; the angle is the length of the input. */
function embed({ inputs }: EmbedRequest): EmbedAnswer {
  return {
    vectors: inputs.map(({ length }) => [Math.cos(length), Math.sin(length), 0, 0]),
    tokens: inputs.map((one) => (typeof one === 'string' ? words(one).length : one.length)),
  };
}

/** A row with a `value` gets that back; the others are good or bad. Each cell is a token. */
function predict({ rows, topK }: PredictRequest): PredictAnswer {
  const scores = [
    { label: 'good', score: 0.75 },
    { label: 'bad', score: 0.25 },
  ].slice(0, topK);
  return {
    results: rows.map(({ value, ...row }) => {
      const unseen = Object.keys(row).filter((name) => row[name] === null);
      return typeof value === 'number' ? { kind: 'value', value, unseen } : { kind: 'label', scores, unseen };
    }),
    tokens: rows.map((row) => Object.keys(row).length),
  };
}

/** Ann has `a`, which she gets when it is asked for by name; nobody else is known. There are five items. */
function recommend({ users, topK, items, exclude, includesSeen }: RecommendRequest): RecommendAnswer {
  const all = (items ?? ['a', 'b', 'c', 'd', 'e']).map(String).filter((item) => !exclude.map(String).includes(item));
  const results = users.map((user) => {
    const left = user === 'ann' && !includesSeen && items === null ? all.filter((item) => item !== 'a') : all;
    const best = left.slice(0, topK).map((item, place) => ({ item, score: 5 - place }));
    return { basis: user === 'ann' ? ('interactions' as const) : ('popularity' as const), items: best };
  });
  return { results, tokens: results.map((one) => Math.max(1, one.items.length)) };
}
