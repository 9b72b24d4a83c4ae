'use client';

import type { DatasetReport } from '@modelmint/domain/dataset-report';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { formatCount } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ListFilter } from '../../../ui/list-filter.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { ExamplePage } from '../server/list-examples.ts';
import { type ExampleQuery, exampleHref } from './example-query.ts';
import { ExampleRows } from './example-rows.tsx';
import { useDraftEdits } from './use-draft-edits.ts';

export interface ExampleView extends ExamplePage {
  query: ExampleQuery;
  limit: number;
}

interface ExamplePagesProps {
  view: ExampleView;
  report: DatasetReport;
  versionId: string;
  /** Whether labels may be changed and rows removed. */
  canEdit: boolean;
}

/** Labels to choose from; of more than this, all others are found by the search. */
const labelsMax = 200;

/** The rows that training reads, page by page, or those that are looked for. */
export function ExamplePages({ view, report, versionId, canEdit }: ExamplePagesProps) {
  const t = useTranslations('dataset');
  const { task, query, examples, total } = view;
  const drafts = useDraftEdits(versionId);
  const isSearch = query.q !== '' || query.label !== undefined;
  // Which row of a user is held out is for the job to draw.
  const hasSplits = task !== 'recommendation';
  return (
    <>
      <ListFilter
        label={t('examples.search')}
        {...(report.labels.length > 1 && {
          states: report.labels.slice(0, labelsMax).map(({ label }) => ({ value: `=${label}`, label })),
          choice: { param: 'label', label: t('examples.label'), every: t('examples.everyLabel') },
        })}
      />
      <Panel
        title={t('examples.title')}
        description={t(canEdit ? 'examples.inOrderEditable' : 'examples.inOrder')}
        aside={hasSplits && <SplitLinks query={query} counts={report.split} />}
        foot={(isSearch || total > examples.length) && <Foot view={view} isSearch={isSearch} />}
        isFlush={task !== 'image-classification'}
      >
        <ExampleRows
          key={`${query.split}-${query.after ?? ''}`}
          task={task}
          examples={examples}
          empty={emptyText()}
          editing={canEdit ? { split: query.split, report, drafts } : null}
          report={report}
        />
      </Panel>
    </>
  );

  function emptyText(): string {
    if (!isSearch) return t('examples.none');
    return view.next === null ? t('examples.noMatch') : t('examples.noMatchYet');
  }
}

/** Where the page stands among the rows, and the ways on. */
function Foot({ view, isSearch }: { view: ExampleView; isSearch: boolean }) {
  const t = useTranslations('dataset');
  const { query, examples, total, read, next, limit } = view;
  const earlier = Math.max(0, read.from - limit);
  // Without its place in the file, a page deep in it would be read from the beginning.
  const canGoBack = !isSearch && read.from > 0 && earlier < 20_000;
  return (
    <>
      <span className="tabular-nums">
        {isSearch
          ? t('examples.searched', { found: examples.length, from: read.from + 1, to: read.to, total })
          : t('examples.range', {
              from: formatCount(read.from + 1),
              to: formatCount(read.to),
              total: formatCount(total),
            })}
      </span>
      <span className="flex gap-2">
        {read.from > 0 && !canGoBack && (
          <LinkButton size="small" href={exampleHref({ ...query, after: undefined })}>
            {t('examples.first')}
          </LinkButton>
        )}
        {canGoBack && (
          <LinkButton size="small" href={exampleHref({ ...query, after: earlier === 0 ? undefined : String(earlier) })}>
            {t('examples.earlier')}
          </LinkButton>
        )}
        {next !== null && (
          <LinkButton size="small" href={exampleHref({ ...query, after: next })}>
            {isSearch ? t('examples.searchOn') : t('examples.later')}
          </LinkButton>
        )}
      </span>
    </>
  );
}

function SplitLinks({ query, counts }: { query: ExampleQuery; counts: DatasetReport['split'] }) {
  const t = useTranslations('dataset');
  const names = { train: t('split.train'), validation: t('split.heldOut') };
  return (
    <nav
      aria-label={t('examples.split')}
      className="inline-flex rounded-md border border-line-strong bg-sunken p-0.5 text-body"
    >
      {(['train', 'validation'] as const).map((name) => (
        <Link
          key={name}
          href={exampleHref({ ...query, split: name, after: undefined })}
          scroll={false}
          aria-current={name === query.split ? 'page' : undefined}
          className="flex h-6.5 items-center gap-1.5 rounded-[4px] px-2.5 whitespace-nowrap text-fg-2 aria-[current]:bg-surface aria-[current]:font-medium aria-[current]:text-fg aria-[current]:shadow-[0_0_0_1px_var(--color-line-strong)] max-md:h-9"
        >
          {names[name]}
          <span className="text-small font-regular text-fg-3 tabular-nums">{formatCount(counts[name])}</span>
        </Link>
      ))}
    </nav>
  );
}
