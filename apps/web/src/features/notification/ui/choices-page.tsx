'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ApiProblem } from '../../../ui/api-problem.ts';
import { callApi } from '../../../ui/call-api.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { showToast } from '../../../ui/toast.ts';
import type { NotificationChoiceView } from '../server/choices.ts';

interface ChoicesPageProps {
  organizationId: string;
  email: string;
  /** null while they are on their way. */
  choices: readonly NotificationChoiceView[] | null;
}

/** What a person is told of, and how: each box is saved when it is set. */
export function ChoicesPage({ organizationId, email, choices: first }: ChoicesPageProps) {
  const t = useTranslations('notification');
  const home = `/organizations/${organizationId}/notifications`;
  const [choices, setChoices] = useState(first);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const change = (before: NotificationChoiceView, how: Partial<NotificationChoiceView>) => {
    const choice = { ...before, ...how };
    const put = (one: NotificationChoiceView) =>
      setChoices((all) => (all ?? []).map((other) => (other.kind === one.kind ? one : other)));
    put(choice);
    setProblem(null);
    callApi(`/api${home}/choices`, { method: 'PUT', body: { choices: [choice] } }).then(
      () => showToast({ title: t('choices.saved') }),
      (error: unknown) => {
        put(before);
        setProblem(ApiProblem.from(error));
      },
    );
  };
  const columns: Column<NotificationChoiceView>[] = [
    { id: 'kind', header: t('choices.kind'), place: 'lead', cell: ({ kind }) => t(`kind.${kind}`) },
    {
      id: 'inApp',
      header: t('choices.inApp'),
      place: 'rest',
      cell: (one) => (
        <Checkbox
          isLabelHidden
          label={t('choices.inAppFor', { kind: t(`kind.${one.kind}`) })}
          checked={one.inApp}
          onCheckedChange={(inApp) => change(one, { inApp })}
        />
      ),
    },
    {
      id: 'byMail',
      header: t('choices.byMail'),
      place: 'rest',
      cell: (one) => (
        <Checkbox
          isLabelHidden
          label={t('choices.byMailFor', { kind: t(`kind.${one.kind}`) })}
          checked={one.byMail}
          onCheckedChange={(byMail) => change(one, { byMail })}
        />
      ),
    },
  ];
  return (
    <Page>
      <PageHeader
        title={t('choices.title')}
        facts={[t('choices.facts')]}
        actions={<LinkButton href={home}>{t('choices.back')}</LinkButton>}
      />
      <FormProblem problem={problem} />
      <Panel isFlush foot={<span>{t.rich('choices.address', { email, b: (chunks) => <b>{chunks}</b> })}</span>}>
        <DataTable label={t('choices.label')} columns={columns} rows={choices} idOf={({ kind }) => kind} empty={null} />
      </Panel>
    </Page>
  );
}
