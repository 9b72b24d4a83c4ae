export interface CallExample {
  /** With `/v1` at its end, as a client wants it. */
  baseUrl: string;
  /** The name of an endpoint or a model. */
  model: string;
  input: string;
}

export interface CallSnippet {
  id: 'curl' | 'typescript' | 'python';
  label: string;
  code: string;
}

/** The same call in three ways. Each runs as it is once the key is in `MODELMINT_API_KEY`. */
export function callSnippets(example: CallExample): CallSnippet[] {
  return [
    { id: 'curl', label: 'curl', code: curlSnippet(example) },
    { id: 'typescript', label: 'TypeScript', code: typescriptSnippet(example) },
    { id: 'python', label: 'Python', code: pythonSnippet(example) },
  ];
}

export function curlSnippet({ baseUrl, model, input }: CallExample): string {
  const body = `{\n    "model": ${JSON.stringify(model)},\n    "input": ${JSON.stringify(input)},\n    "top_k": 3\n  }`;
  return `curl ${baseUrl}/classifications \\
  -H "Authorization: Bearer $MODELMINT_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d ${quoteForShell(body)}`;
}

function typescriptSnippet({ baseUrl, model, input }: CallExample): string {
  return `import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: ${quote(baseUrl)},
  apiKey: process.env.MODELMINT_API_KEY,
});

const answer = await client.post<{ data: { label: string; score: number }[] }>('/classifications', {
  body: { model: ${quote(model)}, input: ${quote(input)}, top_k: 3 },
});
console.log(answer.data[0]?.label, answer.data[0]?.score);`;
}

function pythonSnippet({ baseUrl, model, input }: CallExample): string {
  return `import os
from openai import OpenAI

client = OpenAI(
    base_url=${JSON.stringify(baseUrl)},
    api_key=os.environ["MODELMINT_API_KEY"],
)

answer = client.post(
    "/classifications",
    cast_to=object,
    body={"model": ${JSON.stringify(model)}, "input": ${JSON.stringify(input)}, "top_k": 3},
)
print(answer["data"][0]["label"], answer["data"][0]["score"])`;
}

/** Within single quotes the shell reads nothing but the closing one. */
function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A JavaScript string in single quotes; JSON's escapes are JavaScript's. */
function quote(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}
