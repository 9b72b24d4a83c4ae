'use client';

import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Select } from '../../../ui/select.tsx';
import { useUrlFilters } from '../../../ui/use-url-filters.ts';
import type { DuplicatePage, DuplicateView } from '../server/list-duplicates.ts';
import { Conversation } from './conversation.tsx';
import { DuplicatesPanel } from './duplicates-panel.tsx';
import { ImageGrid } from './image-grid.tsx';
import { MemberList } from './member-list.tsx';
import { type DraftEdits, useDraftEdits } from './use-draft-edits.ts';

interface DuplicatesViewProps {
  page: DuplicatePage;
  report: DatasetReport;
  versionId: string;
  canEdit: boolean;
  limit: number;
}

const every = 'all';

/** Rows that hold the same, group by group, and what can be done about them. */
export function DuplicatesView({ page, report, versionId, canEdit, limit }: DuplicatesViewProps) {
  const t = useTranslations('dataset');
  const { query, set } = useUrlFilters();
  const drafts = useDraftEdits(versionId);
  const { groups, after, hasMore } = page;
  const hrefOf = (to: number) => {
    const next = new URLSearchParams(query);
    if (to === 0) next.delete('group');
    else next.set('group', String(to));
    return `?${next}`;
  };
  const counts = <DuplicatesPanel report={report} />;
  if (groups === null || report.task === 'recommendation')
    return (
      <>
        {counts}
        {report.task !== 'recommendation' && report.duplicatesExact + report.duplicatesConflicting > 0 && (
          <p className="text-fg-2">{t('duplicates.notListed')}</p>
        )}
      </>
    );
  return (
    <>
      {counts}
      <Panel
        title={t('duplicates.groups')}
        description={t('duplicates.groupsDetail')}
        aside={
          <Select
            size="small"
            label={t('duplicates.kind')}
            value={query.get('kind') ?? every}
            onValueChange={(kind) => set({ kind: kind === every ? null : kind, group: null })}
            options={[
              { value: every, label: t('duplicates.every') },
              { value: 'conflicting', label: t('duplicates.conflicting') },
              { value: 'exact', label: t('duplicates.exact') },
            ]}
          />
        }
        foot={
          (after > 0 || hasMore) && (
            <>
              <span>{t('duplicates.range', { from: after + 1, to: after + groups.length })}</span>
              <span className="flex gap-2">
                {after > 0 && (
                  <LinkButton size="small" href={hrefOf(Math.max(0, after - limit))}>
                    {t('examples.earlier')}
                  </LinkButton>
                )}
                {hasMore && (
                  <LinkButton size="small" href={hrefOf(after + limit)}>
                    {t('examples.later')}
                  </LinkButton>
                )}
              </span>
            </>
          )
        }
      >
        {groups.length === 0 ? (
          <EmptyState title={t('duplicates.none')}>{t('duplicates.noneDetail')}</EmptyState>
        ) : (
          <ol className="grid gap-5">
            {groups.map((group) => (
              <li key={keyOf(group)} className="border-line not-first:border-t not-first:pt-5">
                <Group group={group} report={report} drafts={canEdit ? drafts : null} />
              </li>
            ))}
          </ol>
        )}
      </Panel>
    </>
  );
}

const keyOf = ({ members }: DuplicateView): string => `${members[0]?.split}.${members[0]?.row}`;

interface GroupProps {
  group: DuplicateView;
  report: DatasetReport;
  /** Null where rows cannot be changed. */
  drafts: DraftEdits | null;
}

function Group({ group, report, drafts }: GroupProps) {
  const t = useTranslations('dataset');
  const { rows, kind, members } = group;
  const keepFirst = () =>
    drafts?.put(members.slice(1).map(({ split, row, label }) => ({ split, row, label: null, was: label })));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-x-6 gap-y-3 max-md:grid-cols-[minmax(0,1fr)]">
      <div className="min-w-0">
        <p className="mb-1 text-small text-fg-3">
          {t(kind === 'exact' ? 'duplicates.rowsExact' : 'duplicates.rowsConflicting', { count: rows })}
        </p>
        <Shared group={group} report={report} />
      </div>
      <div className="min-w-0">
        <MemberList group={group} drafts={drafts} />
        {rows > members.length && (
          <p className="mt-1.5 text-small text-fg-3">{t('duplicates.more', { count: rows - members.length })}</p>
        )}
        {drafts !== null && (
          <Button size="small" className="mt-2" onClick={keepFirst}>
            {t('duplicates.keepFirst', { count: members.length - 1 })}
          </Button>
        )}
      </div>
    </div>
  );
}

/** What all rows of a group hold. */
function Shared({ group: { example }, report }: Pick<GroupProps, 'group' | 'report'>) {
  const t = useTranslations('dataset');
  if (example === null) return <p className="text-fg-2">{t('duplicates.tooLong')}</p>;
  if (report.task === 'image-classification')
    return (
      <div className="max-w-32">
        <ImageGrid images={[example]} />
      </div>
    );
  if (report.task === 'text-generation') return <Conversation example={example} />;
  if (example.cells !== undefined) {
    const target = report.table?.target.name;
    return (
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
        {Object.entries(example.cells)
          .filter(([name]) => name !== target)
          .map(([name, cell]) => (
            <div key={name} className="contents">
              <dt className="text-small/5 text-fg-3">{name}</dt>
              <dd className="[overflow-wrap:anywhere]">{cell ?? '–'}</dd>
            </div>
          ))}
      </dl>
    );
  }
  return <p className="line-clamp-6 whitespace-pre-line [overflow-wrap:anywhere]">{example.text}</p>;
}
