import { chineseMessages } from './chinese-messages.ts';
import { englishMessages, type Messages } from './english-messages.ts';
import type { Language } from './language.ts';

export const messagesOf = (language: Language): Messages => (language === 'zh-CN' ? chineseMessages : englishMessages);
