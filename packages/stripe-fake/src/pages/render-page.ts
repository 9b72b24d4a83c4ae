import { createHash } from 'node:crypto';
import { Html, html } from './html.ts';
import { pageStyle } from './page-style.ts';

const styleHash = createHash('sha256').update(pageStyle).digest('base64');

/** A whole page: the banner that says what it is, and one main part. No script runs on it. */
export function renderPage(title: string, main: Html, status = 200): Response {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Simulated payments</title>
<style>${new Html(pageStyle)}</style>
</head>
<body>
<header class="banner">Simulated payments: no money moves</header>
<main>
${main}
</main>
</body>
</html>`;
  return new Response(page.markup, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; frame-ancestors 'none'`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  });
}

export function redirect(url: string): Response {
  return new Response(null, { status: 303, headers: { location: url, 'cache-control': 'no-store' } });
}

export function missingPage(): Response {
  const main = html`<h1>This page does not exist</h1>
<p class="quiet">The link is wrong or belongs to a simulation that has been reset. Go back to where you came from and open it again.</p>`;
  return renderPage('Not found', main, 404);
}
