import type { useTranslations } from 'next-intl';
import type { Messages } from './english-messages.ts';

export type Namespace = keyof Messages;

/** What `useTranslations(namespace)` and `await getTranslations(namespace)` give: for plain functions that take a `t`. */
export type Translate<Name extends Namespace> = ReturnType<typeof useTranslations<Name>>;

/** A key of a namespace: for plain functions and tables that name a message. */
export type MessageKey<Name extends Namespace> = Parameters<Translate<Name>>[0];
