import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../chat-template/chat-message.ts';
import { encodeChat, templateTokens } from '../chat-template/encode-chat.ts';
import { loadChatTemplate } from '../chat-template/load-chat-template.ts';
import { renderChat } from '../chat-template/render-chat.ts';
import { referenceFolders } from '../reference/reference-folders.ts';
import { loadTokenizer } from './load-tokenizer.ts';

interface ExpectedTokens {
  strings: { text: string; ids: number[]; ids_plain: number[]; decoded: string; decoded_skip: string }[];
  chats?: { messages: ChatMessage[]; add_generation_prompt: boolean; text: string; ids: number[] }[];
}

const folders = referenceFolders().filter(({ folder }) => existsSync(path.join(folder, 'expected_tokens.json')));

describe.skipIf(folders.length === 0).each(folders)('$name', ({ folder }) => {
  const expected = JSON.parse(readFileSync(path.join(folder, 'expected_tokens.json'), 'utf8')) as ExpectedTokens;

  it('encodes and decodes every string as the reference does', async () => {
    const tokenizer = await loadTokenizer(folder);
    for (const { text, ids, ids_plain, decoded, decoded_skip } of expected.strings) {
      expect(tokenizer.encode(text)).toEqual(ids);
      expect(tokenizer.encode(text, { addSpecialTokens: false })).toEqual(ids_plain);
      expect(tokenizer.decode(ids_plain)).toBe(decoded);
      expect(tokenizer.decode(ids, { skipSpecialTokens: true })).toBe(decoded_skip);
      const stream = tokenizer.decodeStream();
      expect(ids_plain.map((id) => stream.push(id)).join('') + stream.end()).toBe(decoded);
    }
  });

  if (expected.chats === undefined) return;
  it('renders and encodes every chat as the reference does', async () => {
    const tokenizer = await loadTokenizer(folder);
    const template = await loadChatTemplate(folder);
    for (const { messages, add_generation_prompt: addGenerationPrompt, text, ids } of expected.chats ?? []) {
      expect(renderChat(template, { messages, addGenerationPrompt, ...templateTokens(tokenizer) })).toBe(text);
      const { ids: found, trained } = encodeChat(tokenizer, template, { messages, addGenerationPrompt });
      expect(found).toEqual(ids);
      const answers = messages.filter(({ role }) => role === 'assistant').map(({ content }) => content);
      const answered = tokenizer.decode(
        ids.filter((_, i) => trained[i] === 1),
        { skipSpecialTokens: true },
      );
      expect(answered).toBe(answers.join(''));
    }
  });
});
