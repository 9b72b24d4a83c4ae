import { PathnameContext, SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { NextIntlClientProvider } from 'next-intl';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { englishMessages } from '../../../i18n/english-messages.ts';
import { ModelList } from './model-list.tsx';

function markupFor(canTrain: boolean): string {
  const list = createElement(ModelList, { projectId: 'proj_1', models: [], isFiltered: false, canTrain });
  const told = createElement(NextIntlClientProvider, {
    ...{ locale: 'en', timeZone: 'UTC', messages: englishMessages, children: list },
  });
  const placed = createElement(PathnameContext, { value: '/models' }, told);
  return renderToStaticMarkup(createElement(SearchParamsContext, { value: new URLSearchParams() }, placed));
}

it('offers a job where there is no model, but not in what is archived', () => {
  expect(markupFor(true)).toContain('/projects/proj_1/fine-tuning/new');
  expect(markupFor(false)).toContain('No models yet');
  expect(markupFor(false)).not.toContain('/fine-tuning/new');
});
