'use client';

import type { IncidentRow } from '@modelmint/db/system/read-status';
import type { PublicDemo } from '@modelmint/domain/public-demo';
import { Plus, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { Column, Columns } from '../../../ui/columns.tsx';
import { DataTable, type Column as TableColumn } from '../../../ui/data-table.tsx';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { DemoForm } from './demo-form.tsx';
import { ReportIncidentDialog } from './incident-form.tsx';
import { incidentKinds } from './incident-kinds.ts';

const IncidentUpdateDialog = dialogOnUse(
  async () => (await import('./incident-update-dialog.tsx')).IncidentUpdateDialog,
);

interface OperatorSitePageProps {
  demo: PublicDemo | null;
  incidents: readonly IncidentRow[];
}

/** What the operator says on the public pages. */
export function OperatorSitePage({ demo, incidents }: OperatorSitePageProps) {
  const t = useTranslations('site');
  const [isReporting, setReporting] = useState(false);
  const [updated, setUpdated] = useState<IncidentRow | null>(null);
  const report = (
    <Button size="small" icon={<Icon of={Plus} />} onClick={() => setReporting(true)}>
      {t('operator.report')}
    </Button>
  );
  return (
    <Page>
      <PageHeader
        title={t('operator.title')}
        facts={[t('operator.fact')]}
        actions={<LinkButton href="/status">{t('operator.statusPage')}</LinkButton>}
      />
      <Columns>
        <Column span={8}>
          <Panel
            title={t('operator.incidents')}
            description={t('operator.days')}
            aside={incidents.length > 0 && report}
            isFlush
          >
            <DataTable
              label={t('operator.incidents')}
              columns={columnsOf(t, setUpdated)}
              rows={incidents}
              idOf={({ id }) => id}
              empty={
                <EmptyState icon={<Icon of={TriangleAlert} />} title={t('operator.none')} actions={report}>
                  {t('operator.noneText')}
                </EmptyState>
              }
            />
          </Panel>
        </Column>
        <Column span={4}>
          <DemoForm demo={demo} />
        </Column>
      </Columns>
      {isReporting && <ReportIncidentDialog onClose={() => setReporting(false)} />}
      {updated && <IncidentUpdateDialog incident={updated} onClose={() => setUpdated(null)} />}
    </Page>
  );
}

function columnsOf(t: Translate<'site'>, update: (incident: IncidentRow) => void): TableColumn<IncidentRow>[] {
  return [
    {
      id: 'title',
      header: t('operator.incident'),
      place: 'lead',
      cell: ({ title }) => <span className="break-words">{title}</span>,
    },
    { id: 'state', header: t('operator.state'), cell: ({ state }) => <Status kind={incidentKinds[state]} /> },
    { id: 'began', header: t('operator.began'), cell: ({ startedAt }) => <RelativeTime at={startedAt} /> },
    {
      id: 'act',
      header: '',
      place: 'actions',
      cell: (incident) => (
        <Button size="small" onClick={() => update(incident)}>
          {t('operator.tell')}
        </Button>
      ),
    },
  ];
}
