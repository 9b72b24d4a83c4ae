import type { CallSnippet } from './call-snippet.ts';
import { pythonClient, typescriptClient } from './client-code.ts';
import { javascriptLiteral, jsonLiteral, type Plain, pythonLiteral, quote, quoteForShell } from './code-literals.ts';
import { imageSnippets } from './image-snippets.ts';

/** How an answer is drawn; what is left out stays at its default. */
export interface SamplingFields {
  temperature?: number;
  top_p?: number;
  max_tokens?: number;
  stop?: readonly string[];
  seed?: number;
}

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** What is sent to a model, by what it does. */
export type CallInput =
  | { kind?: 'texts'; input: string }
  | { kind: 'images' }
  | { kind: 'embeddings'; input: string }
  | { kind: 'chat'; messages: readonly ChatMessage[]; sampling?: SamplingFields }
  | { kind: 'completion'; prompt: string; sampling?: SamplingFields };

export type CallExample = CallInput & {
  /** With `/v1` at its end, as a client wants it. */
  baseUrl: string;
  /** The name of an endpoint or a model. */
  model: string;
};

/** One call as the clients make it. */
interface Call {
  path: string;
  body: { readonly [name: string]: Plain };
  /** The method of the openai clients; null where they have none. */
  method: string | null;
  /** What is read from `answer`. */
  result: { typescript: string; python: string };
}

/** The same call in three ways. Each runs as it is once the key is in `MODELMINT_API_KEY`. */
export function callSnippets(example: CallExample): CallSnippet[] {
  if (example.kind === 'images') return imageSnippets(example);
  const call = callOf(example);
  return [
    { id: 'curl', label: 'curl', code: curlOf(example.baseUrl, call) },
    { id: 'typescript', label: 'TypeScript', code: typescriptOf(example.baseUrl, call) },
    { id: 'python', label: 'Python', code: pythonOf(example.baseUrl, call) },
  ];
}

export function curlSnippet(example: CallExample): string {
  return callSnippets(example)[0]?.code ?? '';
}

function callOf(example: Exclude<CallExample, { kind: 'images' }>): Call {
  const { model } = example;
  switch (example.kind) {
    case 'chat': {
      const messages = example.messages.map(({ role, content }) => ({ role, content }));
      return {
        path: '/chat/completions',
        body: { model, messages, ...example.sampling },
        method: 'chat.completions.create',
        result: { typescript: 'answer.choices[0]?.message.content', python: 'answer.choices[0].message.content' },
      };
    }
    case 'completion':
      return {
        path: '/completions',
        body: { model, prompt: example.prompt, ...example.sampling },
        method: 'completions.create',
        result: { typescript: 'answer.choices[0]?.text', python: 'answer.choices[0].text' },
      };
    case 'embeddings':
      return {
        path: '/embeddings',
        body: { model, input: example.input },
        method: 'embeddings.create',
        result: { typescript: 'answer.data[0]?.embedding.length', python: 'len(answer.data[0].embedding)' },
      };
    default:
      return {
        path: '/classifications',
        body: { model, input: example.input, top_k: 3 },
        method: null,
        result: {
          typescript: 'answer.data[0]?.label, answer.data[0]?.score',
          python: 'answer["data"][0]["label"], answer["data"][0]["score"]',
        },
      };
  }
}

function curlOf(baseUrl: string, { path, body }: Call): string {
  const fields = Object.entries(body).map(([name, value]) => `    ${JSON.stringify(name)}: ${jsonLiteral(value, 4)}`);
  return `curl ${baseUrl}${path} \\
  -H "Authorization: Bearer $MODELMINT_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d ${quoteForShell(`{\n${fields.join(',\n')}\n  }`)}`;
}

function typescriptOf(baseUrl: string, { path, body, method, result }: Call): string {
  const asked =
    method === null
      ? `client.post<{ data: { label: string; score: number }[] }>(${quote(path)}, {\n  body: ${javascriptLiteral(body, 2)},\n})`
      : `client.${method}(${javascriptLiteral(body)})`;
  return `${typescriptClient(baseUrl)}

const answer = await ${asked};
console.log(${result.typescript});`;
}

function pythonOf(baseUrl: string, { path, body, method, result }: Call): string {
  const named = Object.entries(body).map(([name, value]) => `    ${name}=${pythonLiteral(value, 4)},\n`);
  const asked =
    method === null
      ? `client.post(\n    ${JSON.stringify(path)},\n    cast_to=object,\n    body=${pythonLiteral(body, 4)},\n)`
      : `client.${method}(\n${named.join('')})`;
  return `${pythonClient(baseUrl)}

answer = ${asked}
print(${result.python})`;
}
