/** The pages of the documentation, in the order in which one reads them; each is `docs/<slug>.md` of the repository. */
export const helpPages = [
  { slug: 'quick-start', title: 'Quick start', group: 'Start' },
  { slug: 'moving-from-openai', title: 'Moving from OpenAI', group: 'Start' },
  { slug: 'data-formats', title: 'Data formats', group: 'Guides' },
  { slug: 'fine-tuning', title: 'Fine-tuning', group: 'Guides' },
  { slug: 'base-models', title: 'Base models', group: 'Guides' },
  { slug: 'endpoints', title: 'Endpoints', group: 'Guides' },
  { slug: 'billing', title: 'Billing', group: 'Guides' },
  { slug: 'people', title: 'People and roles', group: 'Guides' },
  { slug: 'accounts', title: 'Accounts', group: 'Guides' },
  { slug: 'accounts', title: 'Accounts', group: 'Guides' },
  { slug: 'people', title: 'People and roles', group: 'Guides' },
  { slug: 'api', title: 'API reference', group: 'Reference' },
  { slug: 'self-hosting', title: 'Self-hosting', group: 'Your own platform' },
  { slug: 'operator', title: 'Operator console', group: 'Your own platform' },
  { slug: 'settings', title: 'Settings', group: 'Your own platform' },
] as const;

export type HelpPage = (typeof helpPages)[number];
export type HelpSlug = HelpPage['slug'];

export function findHelpPage(slug: string): HelpPage | undefined {
  return helpPages.find((page) => page.slug === slug);
}
