/**
 * The pages of the documentation, in the order in which one reads them; each is `docs/<slug>.md` of the repository, and its title
 * is `page.<slug>` of the messages.
 */
export const helpPages = [
  { slug: 'quick-start', group: 'start' },
  { slug: 'moving-from-openai', group: 'start' },
  { slug: 'data-formats', group: 'guides' },
  { slug: 'fine-tuning', group: 'guides' },
  { slug: 'base-models', group: 'guides' },
  { slug: 'endpoints', group: 'guides' },
  { slug: 'billing', group: 'guides' },
  { slug: 'webhooks', group: 'guides' },
  { slug: 'people', group: 'guides' },
  { slug: 'accounts', group: 'guides' },
  { slug: 'api', group: 'reference' },
  { slug: 'self-hosting', group: 'own' },
  { slug: 'operator', group: 'own' },
  { slug: 'settings', group: 'own' },
] as const;

export type HelpPage = (typeof helpPages)[number];
export type HelpSlug = HelpPage['slug'];

export function findHelpPage(slug: string): HelpPage | undefined {
  return helpPages.find((page) => page.slug === slug);
}
