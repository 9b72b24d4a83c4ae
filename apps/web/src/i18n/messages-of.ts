import { productName } from '@modelmint/domain/brand';
import { chineseMessages } from './chinese-messages.ts';
import { currentBrand } from './current-brand.ts';
import { englishMessages, type Messages } from './english-messages.ts';
import type { Language } from './language.ts';

/** The messages of a language, under the name that the operator gave the platform. */
export function messagesOf(language: Language): Messages {
  const messages = language === 'zh-CN' ? chineseMessages : englishMessages;
  const { name } = currentBrand();
  if (name === productName) return messages;
  const kept = renamed.get(language);
  if (kept?.name === name) return kept.messages;
  // A name has no quotes or backslashes (domain/brand), so the text stays JSON.
  const text = JSON.stringify(messages).replaceAll(productName, name);
  const own = { name, messages: JSON.parse(text) as Messages };
  renamed.set(language, own);
  return own.messages;
}

const renamed = new Map<Language, { name: string; messages: Messages }>();
