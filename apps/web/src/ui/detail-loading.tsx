import { useTranslations } from 'next-intl';
import { Column, Columns } from './columns.tsx';
import { Page } from './page.tsx';
import { Skeleton } from './skeleton.tsx';

interface DetailLoadingProps {
  /** Views in the row of tabs. */
  tabs?: number;
  /** Figures in the strip. */
  stats?: number;
  /** Columns that each panel below spans, of 12. */
  panels: readonly (4 | 5 | 6 | 7 | 8 | 12)[];
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** The shape of a detail page while it is read: header, tabs, figures, panels. */
export function DetailLoading({ tabs = 0, stats = 0, panels }: DetailLoadingProps) {
  const t = useTranslations('ui');
  return (
    <Page>
      <div aria-busy="true" className="contents">
        <p role="status" className="sr-only">
          {t('loading')}
        </p>
        <HeaderLoading />
        {tabs > 0 && (
          <div className="flex h-[35px] items-center gap-8 border-b border-line">
            {numbers(tabs).map((index) => (
              <Skeleton key={index} width="64px" />
            ))}
          </div>
        )}
        {stats > 0 && (
          <div className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line md:grid-cols-4">
            {numbers(stats).map((index) => (
              <div key={index} className="grid h-24 content-center gap-3 bg-surface px-4">
                <Skeleton width="80px" />
                <Skeleton width="110px" height="20px" />
              </div>
            ))}
          </div>
        )}
        <Columns>
          {panels.map((span, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a constant list
            <Column key={index} span={span}>
              <PanelLoading />
            </Column>
          ))}
        </Columns>
      </div>
    </Page>
  );
}

export function HeaderLoading() {
  return (
    <div>
      <div className="flex h-8 items-center">
        <Skeleton width="220px" height="20px" />
      </div>
      <div className="mt-0.5 flex h-6 items-center">
        <Skeleton width="min(420px, 90%)" />
      </div>
    </div>
  );
}

export function PanelLoading() {
  return (
    <div className="grid h-64 content-start gap-4 rounded-lg border border-line bg-surface p-4">
      <Skeleton width="96px" height="14px" />
      <Skeleton width="80%" />
      <Skeleton width="64%" />
      <Skeleton width="72%" />
    </div>
  );
}
