import { findHelpPage } from './help-pages.ts';

/**
 * Where a link of the docs leads on the site: to the page of that file, to a place on the page, or out by https. Null for
 * what only the repository has, such as another folder: it is then shown as plain text.
 */
export function linkOf(href: string): string | null {
  if (href.startsWith('#') || href.startsWith('https://')) return href;
  const file = /^([a-z-]+)\.md(#[\w-]+)?$/.exec(href);
  const slug = file?.[1];
  if (slug === undefined || findHelpPage(slug) === undefined) return null;
  return `/docs/${slug}${file?.[2] ?? ''}`;
}
