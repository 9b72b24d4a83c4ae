import { NextIntlClientProvider } from 'next-intl';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { englishMessages } from '../i18n/english-messages.ts';
import { DownloadButton } from './download-button.tsx';
import { SupportView } from './support-view.tsx';

function markupFor(isSupport: boolean): string {
  const button = createElement(DownloadButton, { ...{ href: '/api/file', children: 'CSV' } });
  const view = createElement(SupportView, { ...{ isSupport, children: button } });
  return renderToStaticMarkup(
    createElement(NextIntlClientProvider, {
      ...{ locale: 'en', timeZone: 'UTC', messages: englishMessages, children: view },
    }),
  );
}

it('is a link that saves the file', () => {
  expect(markupFor(false)).toMatch(/^<a href="\/api\/file" download=""/);
});

it('is blocked for support, who takes nothing along', () => {
  const markup = markupFor(true);
  expect(markup).toContain('aria-disabled="true"');
  expect(markup).not.toContain('/api/file');
});
