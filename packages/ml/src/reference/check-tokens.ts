import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ChatMessage } from '../chat-template/chat-message.ts';
import { encodeChat, templateTokens } from '../chat-template/encode-chat.ts';
import { loadChatTemplate } from '../chat-template/load-chat-template.ts';
import { renderChat } from '../chat-template/render-chat.ts';
import { loadTokenizer } from '../tokenizer/load-tokenizer.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { ReferenceCheck } from './reference-check.ts';

const expectedFile = 'expected_tokens.json';

interface ExpectedText {
  text: string;
  ids: number[];
  /** Without what the model wants around a text. */
  ids_plain: number[];
  /** `ids_plain` */
  decoded: string;
  /** `ids` without special tokens. */
  decoded_skip: string;
}

interface ExpectedChat {
  messages: ChatMessage[];
  tools?: unknown[];
  add_generation_prompt: boolean;
  text: string;
  ids: number[];
}

interface Expected {
  strings?: ExpectedText[];
  chats?: ExpectedChat[];
}

/**
 * Compares a tokenizer with the strings and chats of its folder's `expected_tokens.json`; a figure is how many differ.
 * Empty where the folder has no such file.
 */
export async function checkTokens(folder: string): Promise<ReferenceCheck[]> {
  const file = path.join(folder, expectedFile);
  if (!existsSync(file)) return [];
  const { strings = [], chats = [] }: Expected = JSON.parse(await readFile(file, 'utf8'));
  const tokenizer = await loadTokenizer(folder);
  const checks = checkTexts(tokenizer, strings);
  if (chats.length === 0) return checks;
  return [...checks, ...checkChats(tokenizer, await loadChatTemplate(folder), chats)];
}

function checkChats(tokenizer: Tokenizer, template: string, chats: readonly ExpectedChat[]): ReferenceCheck[] {
  const valuesOf = ({ messages, tools, add_generation_prompt: addGenerationPrompt }: ExpectedChat) => ({
    messages,
    addGenerationPrompt,
    ...(tools === undefined ? {} : { tools }),
  });
  const render = (chat: ExpectedChat) => renderChat(template, { ...valuesOf(chat), ...templateTokens(tokenizer) });
  return [
    ...countDifferences('chats', chats, (chat) => render(chat) === chat.text),
    ...countDifferences('chat ids', chats, (chat) =>
      areSame(encodeChat(tokenizer, template, valuesOf(chat)).ids, chat.ids),
    ),
  ];
}

function checkTexts(tokenizer: Tokenizer, texts: readonly ExpectedText[]): ReferenceCheck[] {
  const count = (check: string, isSame: (one: ExpectedText) => boolean) => countDifferences(check, texts, isSame);
  return [
    ...count('ids', ({ text, ids }) => areSame(tokenizer.encode(text), ids)),
    ...count('ids without special tokens', ({ text, ids_plain: ids }) =>
      areSame(tokenizer.encode(text, { addSpecialTokens: false }), ids),
    ),
    ...count('decoded', ({ ids_plain: ids, decoded }) => tokenizer.decode(ids) === decoded),
    ...count(
      'decoded without special tokens',
      ({ ids, decoded_skip: decoded }) => tokenizer.decode(ids, { skipSpecialTokens: true }) === decoded,
    ),
    ...count('decoded token by token', ({ ids_plain: ids, decoded }) => decodeInPieces(tokenizer, ids) === decoded),
  ];
}

function decodeInPieces(tokenizer: Tokenizer, ids: readonly number[]): string {
  const stream = tokenizer.decodeStream();
  return ids.map((id) => stream.push(id)).join('') + stream.end();
}

function countDifferences<Case>(
  check: string,
  cases: readonly Case[],
  isSame: (one: Case) => boolean,
): ReferenceCheck[] {
  if (cases.length === 0) return [];
  const figure = cases.filter((one) => !isSame(one)).length;
  return [{ check, figure, limit: 0, isFine: figure === 0 }];
}

function areSame(found: ArrayLike<number>, wanted: readonly number[]): boolean {
  return found.length === wanted.length && wanted.every((id, place) => found[place] === id);
}
