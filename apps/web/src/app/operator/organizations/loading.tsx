import { OrganizationList } from '../../../features/operator/ui/organization-list.tsx';

export default function OrganizationsLoading() {
  return <OrganizationList organizations={null} isFiltered={false} moreHref={null} firstHref={null} />;
}
