import { ListFilter } from '../../../ui/list-filter.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { CreateProjectButton, ProjectList, type ProjectListProps } from './project-list.tsx';

const states = [
  { value: 'active', label: 'Active' },
  { value: 'archived', label: 'Archived' },
];

export function ProjectsPage(list: ProjectListProps) {
  const { organizationId, canWrite, projects, isFiltered } = list;
  const isNew = !isFiltered && projects?.length === 0;
  return (
    <Page>
      <PageHeader
        title="Projects"
        facts={['Each with its own data, models, endpoints, keys and limits. Months are counted in UTC.']}
        primary={canWrite && !isNew && <CreateProjectButton organizationId={organizationId} />}
      />
      {!isNew && <ListFilter label="Filter projects" states={states} />}
      <Panel isFlush>
        <ProjectList {...list} />
      </Panel>
    </Page>
  );
}
