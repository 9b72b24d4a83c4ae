import type { Messages as OwnMessages } from './english-messages.ts';
import type { Language } from './language.ts';

declare module 'next-intl' {
  interface AppConfig {
    Locale: Language;
    Messages: OwnMessages;
  }
}
