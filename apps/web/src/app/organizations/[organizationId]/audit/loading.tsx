import { AuditPage } from '../../../../features/audit/ui/audit-page.tsx';

export default function AuditLoading() {
  const choices = { actors: [], actions: [], projects: [] };
  return <AuditPage organizationId="" entries={null} shown={null} hasMore={false} choices={choices} now={new Date()} />;
}
