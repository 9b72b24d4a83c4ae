import type { ReactNode } from 'react';
import { AddMessages } from './add-messages.tsx';
import { currentLanguage } from './current-language.ts';
import type { Messages } from './english-messages.ts';
import { messagesOf } from './messages-of.ts';
import type { Namespace } from './translate.ts';

interface ClientMessagesProps {
  /** What client components below ask for, besides what layouts above give them. */
  namespaces: readonly Namespace[];
  children: ReactNode;
}

/** Sends the messages of some namespaces to the browser, for the client components in `children`. */
export function ClientMessages({ namespaces, children }: ClientMessagesProps) {
  const language = currentLanguage();
  const all = messagesOf(language);
  const messages: Partial<Messages> = Object.fromEntries(namespaces.map((name) => [name, all[name]]));
  return (
    <AddMessages language={language} messages={messages}>
      {children}
    </AddMessages>
  );
}
