import type { CallSnippet } from './call-snippet.ts';
import { pythonClient, typescriptClient } from './client-code.ts';
import { quote } from './code-literals.ts';

/** An image goes as the base64 of its file. */
export function imageSnippets({ baseUrl, model }: { baseUrl: string; model: string }): CallSnippet[] {
  return [
    { id: 'curl', label: 'curl', code: curlCode(baseUrl, model) },
    { id: 'typescript', label: 'TypeScript', code: typescriptCode(baseUrl, model) },
    { id: 'python', label: 'Python', code: pythonCode(baseUrl, model) },
  ];
}

/** The body goes through a pipe: an image is longer than an argument may be. */
function curlCode(baseUrl: string, model: string): string {
  return `IMAGE=photo.png
{
  printf '%s' '{"model": "${model}", "top_k": 3, "input": {"image": "'
  base64 < "$IMAGE" | tr -d '\\n'
  printf '%s' '"}}'
} | curl ${baseUrl}/classifications \\
  -H "Authorization: Bearer $MODELMINT_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d @-`;
}

function typescriptCode(baseUrl: string, model: string): string {
  return `import { readFile } from 'node:fs/promises';
${typescriptClient(baseUrl)}

const image = await readFile('photo.png', 'base64');
const answer = await client.post<{ data: { label: string; score: number }[] }>('/classifications', {
  body: { model: ${quote(model)}, input: { image }, top_k: 3 },
});
console.log(answer.data[0]?.label, answer.data[0]?.score);`;
}

function pythonCode(baseUrl: string, model: string): string {
  return `import base64
${pythonClient(baseUrl)}

with open("photo.png", "rb") as file:
    image = base64.b64encode(file.read()).decode()
answer = client.post(
    "/classifications",
    cast_to=object,
    body={"model": ${JSON.stringify(model)}, "input": {"image": image}, "top_k": 3},
)
print(answer["data"][0]["label"], answer["data"][0]["score"])`;
}
