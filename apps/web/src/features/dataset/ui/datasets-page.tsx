import { Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ListFilter } from '../../../ui/list-filter.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import type { DatasetPageOfList } from '../server/list-dataset-page.ts';
import { DatasetList } from './dataset-list.tsx';

interface DatasetsPageProps {
  projectId: string;
  /** Null while they are on their way. */
  list: DatasetPageOfList | null;
  /** What the URL asks for. */
  query: { q: string; state: string | undefined; after: string | undefined };
  canWrite: boolean;
}

export function DatasetsPage({ projectId, list, query, canWrite }: DatasetsPageProps) {
  const t = useTranslations('dataset');
  const home = `/projects/${projectId}/data`;
  const isEmpty = list?.isEmpty ?? false;
  const states = [
    { value: 'ready', label: t('list.ready') },
    { value: 'validating', label: t('list.validating') },
    { value: 'pending', label: t('list.waiting') },
    { value: 'invalid', label: t('list.unusable') },
  ];
  return (
    <Page>
      {list !== null && (
        <RefreshOnRows
          projectId={projectId}
          kinds={['dataset', 'file']}
          isMoving={list.datasets.some(({ status }) => status === 'PENDING' || status === 'VALIDATING')}
        />
      )}
      <PageHeader
        title={t('list.title')}
        facts={[t('list.fact')]}
        primary={
          canWrite &&
          !isEmpty && (
            <LinkButton variant="primary" icon={<Icon of={Upload} />} href={`${home}/new`}>
              {t('list.upload')}
            </LinkButton>
          )
        }
      />
      {!isEmpty && <ListFilter label={t('list.filter')} states={states} />}
      <Panel isFlush foot={list !== null && <Foot home={home} list={list} query={query} />}>
        <DatasetList
          projectId={projectId}
          datasets={list?.datasets ?? null}
          isFiltered={list !== null && !isEmpty}
          canWrite={canWrite}
        />
      </Panel>
    </Page>
  );
}

interface FootProps extends Pick<DatasetsPageProps, 'query'> {
  home: string;
  list: DatasetPageOfList;
}

/** The ways to other pages, where there are any. */
function Foot({ home, list: { datasets, hasMore }, query }: FootProps) {
  const t = useTranslations('dataset');
  const hrefOf = (after?: string) => {
    const { q, state } = query;
    const next = new URLSearchParams({ ...(q && { q }), ...(state && { state }), ...(after && { after }) });
    return next.size === 0 ? home : `${home}?${next}`;
  };
  const last = datasets.at(-1);
  if (!hasMore && query.after === undefined) return null;
  return (
    <>
      <span>{t('list.newestFirst')}</span>
      <span className="flex gap-2">
        {query.after !== undefined && (
          <LinkButton size="small" href={hrefOf()}>
            {t('list.showNewest')}
          </LinkButton>
        )}
        {hasMore && last && (
          <LinkButton size="small" href={hrefOf(last.id)}>
            {t('list.showOlder')}
          </LinkButton>
        )}
      </span>
    </>
  );
}
