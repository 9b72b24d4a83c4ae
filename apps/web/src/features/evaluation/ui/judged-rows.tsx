'use client';

import type { EvaluationReport, JudgedRow } from '@modelmint/domain/evaluation-report';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { useProblemTranslator } from '../../../i18n/use-problem-translator.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatCount, formatShare } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Select } from '../../../ui/select.tsx';
import { useIsSupport } from '../../../ui/support-view.tsx';

type Kind = EvaluationReport['kind'];

interface JudgedRowsProps {
  /** Null where there are no figures: then columns that need none are shown. */
  kind: Kind | null;
  rows: readonly JudgedRow[];
  hasMore: boolean;
  offset: number;
  /** How many stand on a page. */
  limit: number;
  problem: string | null;
  /** Small copies of images, by the numbers of their rows. */
  images: Readonly<Record<number, string>>;
  downloadHref: string;
}

const every = 'all';

/** The rows one by one, those that the URL asks for: a cell of the matrix, what is wrong, what could not be answered. */
export function JudgedRows({ kind, rows, hasMore, offset, limit, problem, images, downloadHref }: JudgedRowsProps) {
  const t = useTranslations('evaluation');
  const router = useRouter();
  const isSupport = useIsSupport();
  const path = usePathname();
  const query = useSearchParams();
  const translate = useProblemTranslator();
  const [expected, predicted] = [query.get('expected'), query.get('predicted')];
  const hasCell = expected !== null && predicted !== null;
  const hrefOf = (change: Record<string, string | null>) => {
    const next = new URLSearchParams(query);
    for (const [name, value] of Object.entries(change)) value === null ? next.delete(name) : next.set(name, value);
    return `${path}${next.size === 0 ? '' : `?${next}`}#rows`;
  };
  const hasRight = kind !== 'regression' && kind !== 'language';
  const options = (hasRight ? ([every, 'wrong', 'right', 'errors'] as const) : ([every, 'errors'] as const)).map(
    (value) => ({ value: value as string, label: value === every ? t('rows.every') : t(`rows.${value}`) }),
  );
  return (
    <section id="rows" className="scroll-mt-16">
      <Panel
        title={t('rows.title')}
        {...(hasCell ? { description: t('rows.cell', { expected, predicted }) } : {})}
        aside={
          <span className="flex flex-wrap items-center justify-end gap-3">
            {!isSupport && (
              <a className="link" href={downloadHref} download>
                {t('rows.download')}
              </a>
            )}
            {hasCell ? (
              <Link className="link" href={hrefOf({ expected: null, predicted: null, offset: null })} scroll={false}>
                {t('rows.clear')}
              </Link>
            ) : (
              <Select
                label={t('rows.only')}
                size="small"
                options={options}
                value={query.get('only') ?? every}
                onValueChange={(value) =>
                  router.push(hrefOf({ only: value === every ? null : value, offset: null }), { scroll: false })
                }
              />
            )}
          </span>
        }
        isFlush
        foot={
          (hasMore || offset > 0) && (
            <>
              <span>
                {formatCount(offset + 1)} – {formatCount(offset + rows.length)}
              </span>
              <span className="flex gap-2">
                {offset > 0 && (
                  <LinkButton size="small" href={hrefOf({ offset: null })}>
                    {t('rows.first')}
                  </LinkButton>
                )}
                {hasMore && (
                  <LinkButton size="small" href={hrefOf({ offset: String(offset + limit) })}>
                    {t('rows.more')}
                  </LinkButton>
                )}
              </span>
            </>
          )
        }
      >
        {problem === null ? (
          <DataTable
            label={t('rows.title')}
            columns={columnsOf({ t, translate, images }, kind, rows)}
            rows={rows}
            idOf={({ row }) => String(row)}
            empty={<EmptyState title={t('rows.none')}>{t('rows.noneText')}</EmptyState>}
          />
        ) : (
          <div className="px-4 pb-4">
            <Note tone="warning">{translate(problem)}</Note>
          </div>
        )}
      </Panel>
    </section>
  );
}

const text = (value: string) => (
  <span className="whitespace-pre-wrap md:block md:py-1 [overflow-wrap:anywhere]">{value}</span>
);

function Input({ input, image }: { input: string; image: string | undefined }) {
  if (image === undefined) return text(input);
  return (
    <span className="flex items-center gap-3 py-1">
      {/* biome-ignore lint/performance/noImgElement: small copies that came with the page */}
      <img
        src={image}
        alt=""
        className="size-12 flex-none rounded-sm border border-line object-contain [image-rendering:pixelated]"
      />
      <span className="text-small text-fg-3 [overflow-wrap:anywhere]">{input}</span>
    </span>
  );
}

interface Words {
  t: Translate<'evaluation'>;
  translate: (message: string) => string;
  images: JudgedRowsProps['images'];
}

function columnsOf(
  { t, translate, images }: Words,
  kind: Kind | null,
  rows: readonly JudgedRow[],
): Column<JudgedRow>[] {
  const isWeighed = kind === 'language';
  const answer: Column<JudgedRow>[] = isWeighed
    ? []
    : [
        { id: 'expected', header: t('rows.expected'), place: 'rest', cell: ({ expected }) => text(expected) },
        {
          ...{ id: 'predicted', header: t('rows.predicted'), place: 'rest' },
          isEmpty: ({ predicted }) => predicted === null,
          cell: ({ predicted, isRight }) => (
            <span className={isRight === false ? 'text-danger' : undefined}>
              {text(shownAnswer(kind, predicted ?? ''))}
            </span>
          ),
        },
      ];
  return [
    { id: 'row', header: '#', isNumber: true, width: '64px', place: 'hidden', cell: ({ row }) => formatCount(row) },
    {
      id: 'input',
      header: t('rows.input'),
      place: 'wide',
      cell: ({ row, input }) => <Input input={input} image={images[row]} />,
    },
    ...answer,
    ...numbersOf(t, kind),
    ...(rows.some(({ error }) => error !== null)
      ? [
          {
            ...{ id: 'error', header: t('rows.error'), place: 'wide' as const },
            isEmpty: ({ error }: JudgedRow) => error === null,
            cell: ({ error }: JudgedRow) => text(error === null ? '' : translate(error.message)),
          },
        ]
      : []),
  ];
}

/** A value with as many digits as it is read with. */
const shownAnswer = (kind: Kind | null, predicted: string): string =>
  kind === 'regression' ? String(Number(Number(predicted).toPrecision(6))) : predicted;

function numbersOf(t: Translate<'evaluation'>, kind: Kind | null): Column<JudgedRow>[] {
  if (kind === 'classification')
    return [
      {
        ...{ id: 'score', header: t('rows.score'), isNumber: true },
        isEmpty: ({ score }) => score === null,
        cell: ({ score }) => formatShare(score ?? 0),
      },
    ];
  if (kind === 'generation')
    return [
      {
        ...{ id: 'overlap', header: t('rows.overlap'), isNumber: true },
        isEmpty: ({ overlap }) => overlap === null || overlap === undefined,
        cell: ({ overlap }) => (overlap ?? 0).toFixed(3),
      },
    ];
  if (kind !== 'language') return [];
  return [
    {
      ...{ id: 'nats', header: t('rows.nats'), isNumber: true },
      isEmpty: ({ tokens = 0 }) => tokens === 0,
      cell: ({ nats, tokens = 1 }) => ((nats ?? 0) / tokens).toFixed(3),
    },
  ];
}
