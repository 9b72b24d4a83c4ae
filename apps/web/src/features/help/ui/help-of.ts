import type { HelpSlug } from '../server/help-pages.ts';

type Help = HelpSlug | `${HelpSlug}#${string}`;

/** By the word after the project, organization, account or operator in a path. */
const helpByPlace: Readonly<Record<string, Readonly<Record<string, Help>>>> = {
  projects: {
    overview: 'quick-start',
    data: 'data-formats',
    'fine-tuning': 'fine-tuning',
    models: 'fine-tuning#what-you-can-take-away',
    endpoints: 'endpoints',
    playground: 'endpoints#try-it',
    inference: 'api#batches',
    evaluations: 'fine-tuning#evaluations',
    usage: 'billing#receipts',
    'api-keys': 'api#keys',
  },
  organizations: {
    members: 'people#members',
    projects: 'people#projects',
    billing: 'billing',
    usage: 'billing#receipts',
    audit: 'people#the-audit-log',
    webhooks: 'webhooks#webhooks',
    'single-sign-on': 'accounts#single-sign-on',
    notifications: 'webhooks#notifications',
    settings: 'people#deleting-an-organization',
  },
};

/** The page of the docs about what stands at a path of the product. */
export function helpOf(path: string): `/docs/${Help}` {
  const [place = '', , noun = '', below] = path.split('/').filter((part) => part !== '');
  if (place === 'account') return '/docs/accounts';
  if (place === 'operator') return '/docs/operator';
  if (noun === 'models' && below === 'base') return '/docs/base-models';
  return `/docs/${helpByPlace[place]?.[noun] ?? 'quick-start'}`;
}
