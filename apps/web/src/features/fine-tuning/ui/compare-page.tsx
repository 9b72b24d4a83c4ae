import { useTranslations } from 'next-intl';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageCrumb } from '../../../ui/page-crumb.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import type { ComparedJob } from '../server/compare-jobs.ts';
import type { JobView } from '../server/job-view.ts';
import { CompareCharts } from './compare-charts.tsx';
import { CompareHeads } from './compare-heads.tsx';
import { CompareTable } from './compare-table.tsx';
import { comparedNames, effortRows, measureRows, settingRows } from './compared.ts';

interface ComparePageProps {
  projectId: string;
  compared: readonly ComparedJob[];
  others: readonly JobView[];
}

/** Up to four jobs side by side: what came out, how they got there, and in what their settings differ. */
export function ComparePage({ projectId, compared, others }: ComparePageProps) {
  const t = useTranslations('fineTuning');
  const jobs = compared.map(({ job }) => job);
  const names = comparedNames(jobs);
  const hasOtherData = new Set(jobs.map(({ dataset }) => dataset.versionId)).size > 1;
  return (
    <Page>
      <PageCrumb name={t('compare.crumb')} />
      {jobs.some(({ finishedAt }) => finishedAt === null) && (
        <RefreshOnRows projectId={projectId} kinds={['job']} isMoving />
      )}
      <PageHeader
        title={t('compare.title')}
        facts={[t('compare.fact')]}
        actions={<LinkButton href={`/projects/${projectId}/fine-tuning`}>{t('list.showAll')}</LinkButton>}
      />
      <CompareHeads projectId={projectId} jobs={jobs} names={names} others={others} />
      {jobs.length < 2 && <Note tone="info">{t('compare.chooseAnother')}</Note>}
      {jobs.length > 0 && (
        <>
          {hasOtherData && <Note tone="warning">{t('compare.otherData')}</Note>}
          <CompareTable
            title={t('compare.results')}
            description={t('result.onHeldOut')}
            names={names}
            rows={[...measureRows(t, jobs), ...effortRows(t, jobs)]}
          />
          <CompareCharts compared={compared} names={names} />
          <CompareTable
            title={t('settings.title')}
            description={t('compare.settingsDetail')}
            names={names}
            rows={settingRows(t, jobs)}
            canHideEqual
          />
        </>
      )}
    </Page>
  );
}
