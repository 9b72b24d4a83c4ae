import { ProjectsPage } from '../../../../features/project/ui/projects-page.tsx';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';

export default function ProjectsLoading() {
  return (
    <ClientMessages namespaces={['project']}>
      <ProjectsPage organizationId="" projects={null} canWrite={false} isFiltered={false} />
    </ClientMessages>
  );
}
