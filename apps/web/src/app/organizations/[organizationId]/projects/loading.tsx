import { ProjectsPage } from '../../../../features/project/ui/projects-page.tsx';

export default function ProjectsLoading() {
  return <ProjectsPage organizationId="" projects={null} canWrite={false} isFiltered={false} />;
}
