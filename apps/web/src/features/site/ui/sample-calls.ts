import type { CodeSample } from '../../../ui/code-block.tsx';

/** The first thing that a reader sees: the client that they have, with one line changed. */
export function sampleCalls(baseUrl: string): CodeSample[] {
  return [
    {
      label: 'Python',
      language: 'python',
      marked: [5],
      code: `import os
from openai import OpenAI

client = OpenAI(
    base_url="${baseUrl}",
    api_key=os.environ["MODELMINT_API_KEY"],
)
answer = client.chat.completions.create(
    model="reply-drafts",
    messages=[{
        "role": "user",
        "content": "Where is order 20418?",
    }],
)
print(answer.choices[0].message.content)`,
    },
    {
      label: 'TypeScript',
      language: 'typescript',
      marked: [4],
      code: `import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: '${baseUrl}',
  apiKey: process.env.MODELMINT_API_KEY,
});
const answer = await client.chat.completions.create({
  model: 'reply-drafts',
  messages: [{
    role: 'user',
    content: 'Where is order 20418?',
  }],
});
console.log(answer.choices[0]?.message.content);`,
    },
    {
      label: 'curl',
      language: 'curl',
      marked: [1],
      code: `curl ${baseUrl}/chat/completions \\
  -H "Authorization: Bearer $MODELMINT_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{
    "model": "reply-drafts",
    "messages": [{
      "role": "user",
      "content": "Where is order 20418?"
    }]
  }'`,
    },
  ];
}
