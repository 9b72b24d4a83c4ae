import { createTranslator } from 'use-intl/core';
import { englishMessages } from './english-messages.ts';
import type { Namespace, Translate } from './translate.ts';

/** A `t` of the English messages, for tests of plain functions that take one. */
export const english = <Name extends Namespace>(namespace: Name): Translate<Name> =>
  createTranslator({ locale: 'en', messages: englishMessages, namespace }) as Translate<Name>;
