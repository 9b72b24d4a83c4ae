import { useTranslations } from 'next-intl';
import { ListFilter } from '../../../ui/list-filter.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { CreateProjectButton, ProjectList, type ProjectListProps } from './project-list.tsx';

export function ProjectsPage(list: ProjectListProps) {
  const t = useTranslations('project');
  const { organizationId, canWrite, projects, isFiltered } = list;
  const isNew = !isFiltered && projects?.length === 0;
  return (
    <Page>
      <PageHeader
        title={t('title')}
        facts={[t('facts')]}
        primary={canWrite && !isNew && <CreateProjectButton organizationId={organizationId} />}
      />
      {!isNew && (
        <ListFilter
          label={t('filter')}
          states={[
            { value: 'active', label: t('active') },
            { value: 'archived', label: t('archived') },
          ]}
        />
      )}
      <Panel isFlush>
        <ProjectList {...list} />
      </Panel>
    </Page>
  );
}
