import type { MembershipWithProjects } from '@modelmint/db/system/find-membership';
import type { Translate } from '../../../i18n/translate.ts';

export interface SwitcherItem {
  key: string;
  label: string;
  href: string;
  detail?: string;
}

export interface SwitcherGroup {
  organizationId: string;
  name: string;
  items: SwitcherItem[];
}

interface SwitcherOptions {
  query: string;
  /** The organization of the page. */
  hereId: string;
  t: Translate<'shell'>;
}

/** Of one organization: its page stands for it where no project is open to the person. */
const itemsShown = 50;

/** What matches by the name of the project or of the organization, the organization where one is on top. */
export function switcherGroups(
  memberships: readonly MembershipWithProjects[],
  { query, hereId, t }: SwitcherOptions,
): SwitcherGroup[] {
  const wanted = query.trim().toLowerCase();
  const ordered = memberships.toSorted(
    (a, b) => Number(b.organizationId === hereId) - Number(a.organizationId === hereId),
  );
  return ordered.flatMap(({ organizationId, organizationName: name, projects }) => {
    const isWhole = name.toLowerCase().includes(wanted);
    const found = projects.filter((project) => isWhole || project.name.toLowerCase().includes(wanted));
    const items = found.slice(0, itemsShown).map(({ id, name: label, archivedAt }) => ({
      ...{ key: id, label, href: `/projects/${id}` },
      ...(archivedAt === null ? {} : { detail: t('switcher.archived') }),
    }));
    if (isWhole && projects.length === 0)
      items.push({
        key: organizationId,
        label: t('switcher.noneOpen'),
        href: `/organizations/${organizationId}/members`,
      });
    return items.length === 0 ? [] : [{ organizationId, name, items }];
  });
}
