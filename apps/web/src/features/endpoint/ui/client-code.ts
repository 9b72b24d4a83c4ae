import { quote } from './code-literals.ts';

export function typescriptClient(baseUrl: string): string {
  return `import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: ${quote(baseUrl)},
  apiKey: process.env.MODELMINT_API_KEY,
});`;
}

export function pythonClient(baseUrl: string): string {
  return `import os
from openai import OpenAI

client = OpenAI(
    base_url=${JSON.stringify(baseUrl)},
    api_key=os.environ["MODELMINT_API_KEY"],
)`;
}
