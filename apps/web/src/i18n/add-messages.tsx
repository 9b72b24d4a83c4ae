'use client';

import { NextIntlClientProvider } from 'next-intl';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Messages } from './english-messages.ts';
import type { Language } from './language.ts';

interface AddMessagesProps {
  language: Language;
  messages: Partial<Messages>;
  children: ReactNode;
}

const Outer = createContext<Partial<Messages>>({});

/** A provider of next-intl replaces the messages of the one around it; this one adds to them. */
export function AddMessages({ language, messages, children }: AddMessagesProps) {
  const outer = useContext(Outer);
  const all = useMemo(() => ({ ...outer, ...messages }), [outer, messages]);
  return (
    <Outer value={all}>
      <NextIntlClientProvider locale={language} messages={all} timeZone="UTC">
        {children}
      </NextIntlClientProvider>
    </Outer>
  );
}
