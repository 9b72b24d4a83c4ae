import type { TableCell } from '@modelmint/domain/serving-contract';
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
  | { kind: 'completion'; prompt: string; sampling?: SamplingFields }
  | { kind: 'prediction'; input: TableInput; target: 'label' | 'value' }
  | { kind: 'recommendation'; user: string; topK?: number; includesSeen?: boolean };

type Row = Readonly<Record<string, TableCell>>;
/** One row of a table, or several. */
export type TableInput = Row | readonly Row[];

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
  /** Of the openai clients: one of their own, else the type that their `post` answers. */
  method: { name: string } | { answer: string };
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
        method: { name: 'chat.completions.create' },
        result: { typescript: 'answer.choices[0]?.message.content', python: 'answer.choices[0].message.content' },
      };
    }
    case 'completion':
      return {
        path: '/completions',
        body: { model, prompt: example.prompt, ...example.sampling },
        method: { name: 'completions.create' },
        result: { typescript: 'answer.choices[0]?.text', python: 'answer.choices[0].text' },
      };
    case 'embeddings':
      return {
        path: '/embeddings',
        body: { model, input: example.input },
        method: { name: 'embeddings.create' },
        result: { typescript: 'answer.data[0]?.embedding.length', python: 'len(answer.data[0].embedding)' },
      };
    case 'prediction':
      return predictionCall(model, example);
    case 'recommendation': {
      const { user, topK = 10, includesSeen = false } = example;
      return {
        path: '/recommendations',
        body: { model, user, top_k: topK, ...(includesSeen ? { include_seen: true } : {}) },
        method: { answer: '{ data: { items: { item: string; score: number }[] }[] }' },
        result: { typescript: 'answer.data[0]?.items', python: 'answer["data"][0]["items"]' },
      };
    }
    default:
      return {
        path: '/classifications',
        body: { model, input: example.input, top_k: 3 },
        method: { answer: '{ data: { label: string; score: number }[] }' },
        result: {
          typescript: 'answer.data[0]?.label, answer.data[0]?.score',
          python: 'answer["data"][0]["label"], answer["data"][0]["score"]',
        },
      };
  }
}

function predictionCall(model: string, { input, target }: Extract<CallInput, { kind: 'prediction' }>): Call {
  const path = '/predictions';
  if (target === 'value')
    return {
      path,
      body: { model, input },
      method: { answer: '{ data: { value: number }[] }' },
      result: { typescript: 'answer.data[0]?.value', python: 'answer["data"][0]["value"]' },
    };
  return {
    path,
    body: { model, input, top_k: 3 },
    method: { answer: '{ data: { label: string; scores: { label: string; score: number }[] }[] }' },
    result: {
      typescript: 'answer.data[0]?.label, answer.data[0]?.scores',
      python: 'answer["data"][0]["label"], answer["data"][0]["scores"]',
    },
  };
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
    'answer' in method
      ? `client.post<${method.answer}>(${quote(path)}, {\n  body: ${javascriptLiteral(body, 2)},\n})`
      : `client.${method.name}(${javascriptLiteral(body)})`;
  return `${typescriptClient(baseUrl)}

const answer = await ${asked};
console.log(${result.typescript});`;
}

function pythonOf(baseUrl: string, { path, body, method, result }: Call): string {
  const named = Object.entries(body).map(([name, value]) => `    ${name}=${pythonLiteral(value, 4)},\n`);
  const asked =
    'answer' in method
      ? `client.post(\n    ${JSON.stringify(path)},\n    cast_to=object,\n    body=${pythonLiteral(body, 4)},\n)`
      : `client.${method.name}(\n${named.join('')})`;
  return `${pythonClient(baseUrl)}

answer = ${asked}
print(${result.python})`;
}
