'use client';

import { Boxes } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { useProblemTranslator } from '../../../i18n/use-problem-translator.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatBytes, formatCount, formatMoney, formatShortCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { ListEmpty } from '../../../ui/list-empty.tsx';
import type { BaseModelView } from '../server/base-model-view.ts';
import { BaseModelStatus } from './base-model-status.tsx';
import { kindWords } from './base-model-words.ts';

interface BaseModelListProps {
  projectId: string;
  /** null while they are on their way. */
  models: readonly BaseModelView[] | null;
  /** True when a filter may hide some. */
  isFiltered: boolean;
  /** The button of the empty list. */
  action: ReactNode;
}

interface ListContext {
  home: string;
  /** A reason in the language of the reader. */
  tell: (reason: string) => string;
}

function columnsOf(t: Translate<'baseModel'>, { home, tell }: ListContext): Column<BaseModelView>[] {
  return [
    {
      id: 'model',
      header: t('list.model'),
      place: 'lead',
      sortBy: ({ name }) => name,
      cell: ({ id, name, isShared, facts }) => (
        <Link href={`${home}/models/base/${id}`} className="[overflow-wrap:anywhere] hover:underline">
          {name}
          <small className="[overflow-wrap:break-word] max-md:block!">
            {[...(isShared ? [t('list.shared')] : []), ...(facts === null ? [] : [facts.architecture])].join(', ')}
          </small>
        </Link>
      ),
    },
    {
      id: 'state',
      header: t('list.state'),
      cell: (model) => (
        <>
          <BaseModelStatus model={model} />
          {model.reason !== null && (
            <small className="max-w-52 truncate" title={tell(model.reason)}>
              {tell(model.reason)}
            </small>
          )}
        </>
      ),
      sortBy: ({ status }) => status,
    },
    {
      id: 'kind',
      header: t('list.kind'),
      isEmpty: ({ facts }) => facts === null,
      cell: ({ facts }) => facts && <span className="whitespace-nowrap">{kindWords[facts.kind]}</span>,
      sortBy: ({ facts }) => (facts === null ? null : kindWords[facts.kind]),
    },
    {
      id: 'parameters',
      header: t('list.parameters'),
      isNumber: true,
      isEmpty: ({ facts }) => facts === null,
      cell: ({ facts }) =>
        facts && <span title={formatCount(facts.parameters)}>{formatShortCount(facts.parameters)}</span>,
      sortBy: ({ facts }) => facts?.parameters ?? null,
    },
    {
      id: 'context',
      header: t('list.context'),
      isNumber: true,
      isEmpty: ({ facts }) => facts?.contextLength == null,
      cell: ({ facts }) => formatCount(facts?.contextLength ?? 0),
      sortBy: ({ facts }) => facts?.contextLength ?? null,
    },
    {
      id: 'licence',
      header: t('list.licence'),
      place: 'rest',
      isEmpty: ({ facts }) => facts === null,
      cell: ({ facts }) => <span className="whitespace-nowrap">{facts?.licence ?? t('list.noLicence')}</span>,
      sortBy: ({ facts }) => facts?.licence ?? null,
    },
    {
      id: 'size',
      header: t('list.size'),
      isNumber: true,
      isEmpty: ({ sizeBytes }) => sizeBytes === 0,
      cell: ({ sizeBytes }) => formatBytes(sizeBytes),
      sortBy: ({ sizeBytes }) => sizeBytes,
    },
    {
      id: 'training',
      header: t('list.training'),
      isNumber: true,
      isEmpty: ({ trainingMicros }) => trainingMicros === null,
      cell: ({ trainingMicros }) => formatMoney(trainingMicros ?? 0n),
      sortBy: ({ trainingMicros }) => trainingMicros,
    },
    {
      id: 'calling',
      header: t('list.calling'),
      isNumber: true,
      place: 'main',
      isEmpty: ({ callingMicros }) => callingMicros === null,
      cell: ({ callingMicros }) => (
        <>
          {formatMoney(callingMicros ?? 0n)}
          <span className="md:hidden"> {t('list.perMillion')}</span>
        </>
      ),
      sortBy: ({ callingMicros }) => callingMicros,
    },
  ];
}

export function BaseModelList({ projectId, models, isFiltered, action }: BaseModelListProps) {
  const t = useTranslations('baseModel');
  const tell = useProblemTranslator();
  const home = `/projects/${projectId}`;
  return (
    <DataTable
      sortParam="sort-bases"
      label={t('list.label')}
      columns={columnsOf(t, { home, tell })}
      rows={models}
      idOf={({ id }) => id}
      empty={
        <ListEmpty
          isFiltered={isFiltered}
          all={{ label: t('list.showAll'), href: `${home}/models?tab=base` }}
          icon={<Icon of={Boxes} />}
          title={t('list.empty')}
          actions={action}
        >
          {t('list.emptyDetail')}
        </ListEmpty>
      }
    />
  );
}
