import { readFileSync } from 'node:fs';
import { makeProblemTranslator, type TranslateProblem } from '@modelmint/domain/problem-translator';
import type { Logger } from '@modelmint/telemetry/make-logger';
import { z } from 'zod';

const Catalogue = z.record(z.string(), z.string());

/** Reasons of failures for readers of Chinese, by the catalogue of the pages; read at the first. Without it they stay as they are. */
export function openChineseProblems(file: string, log: Logger): TranslateProblem {
  let translate: TranslateProblem | undefined;
  return (text) => {
    translate ??= makeProblemTranslator(readCatalogue(file, log));
    return translate(text);
  };
}

function readCatalogue(file: string, log: Logger): Record<string, string> {
  try {
    return Catalogue.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    log.warn({ err: error, file }, 'mails: the Chinese of reasons could not be read');
    return {};
  }
}
