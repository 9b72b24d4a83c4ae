import { getRequestConfig } from 'next-intl/server';
import { currentLanguage } from './current-language.ts';
import { messagesOf } from './messages-of.ts';

/** Read by next-intl once for each request. All times of the dashboard are in UTC. */
export default getRequestConfig(async () => {
  const locale = currentLanguage();
  return { locale, messages: messagesOf(locale), timeZone: 'UTC' };
});
