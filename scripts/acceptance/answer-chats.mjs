import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';

/** Chats of a file (JSON Lines, plain or .gz) as a prompt and the answer that it should get. */
export async function readChats(file) {
  const bytes = await readFile(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').flatMap((line) => {
    if (line.trim() === '') return [];
    const { messages } = JSON.parse(line);
    return [{ messages: messages.slice(0, -1), expected: messages.at(-1).content }];
  });
}

/** How many tokens an answer may have, here and where it is reproduced. */
export const answerTokensMax = 8;

/** What a model answers, greedily, one call each: its texts, how many are right, and the tokens that were used. */
export async function answerChats(api, { model, chats }) {
  const texts = [];
  let [right, tokens] = [0, 0];
  for (const { messages, expected } of chats) {
    const body = { model, messages, temperature: 0, max_tokens: answerTokensMax };
    const answer = await api('/chat/completions', { method: 'POST', body });
    const { content } = answer.choices[0].message;
    texts.push(content);
    tokens += answer.usage.total_tokens;
    if (content.trim().toLowerCase() === expected.trim().toLowerCase()) right += 1;
  }
  return { texts, right, tokens };
}
