import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { findOrganizations, ListOrganizations } from '../../../features/operator/server/organizations.ts';
import { organizationsPath } from '../../../features/operator/ui/organization-link.tsx';
import { OrganizationList } from '../../../features/operator/ui/organization-list.tsx';
import { operatorPage } from '../../../features/organization/server/page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('operator');
  return { title: t('organizations.title') };
}

interface OrganizationsProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Organizations({ searchParams }: OrganizationsProps) {
  const { deps } = await operatorPage();
  const asked = await searchParams;
  const one = (name: string): string | undefined => [asked[name]].flat()[0] || undefined;
  const [q, state, after] = [one('q'), one('state'), one('after')];
  // An address that somebody has changed by hand shows everything.
  const query = ListOrganizations.safeParse({ q, state, after });
  const { organizations, hasMore } = await findOrganizations(deps, query.data ?? ListOrganizations.parse({}));
  const pathOf = (cursor?: string) => {
    const next = new URLSearchParams({ ...(q ? { q } : {}), ...(state ? { state } : {}) });
    if (cursor !== undefined) next.set('after', cursor);
    return next.size === 0 ? organizationsPath : `${organizationsPath}?${next}`;
  };
  return (
    <OrganizationList
      organizations={organizations}
      isFiltered={[q, state, after].some(Boolean)}
      moreHref={hasMore ? pathOf(organizations.at(-1)?.id) : null}
      firstHref={after === undefined ? null : pathOf()}
    />
  );
}
