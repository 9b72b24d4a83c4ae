import { useTranslations } from 'next-intl';
import { Column, Columns } from './columns.tsx';
import { HeaderLoading, PanelLoading } from './detail-loading.tsx';
import { FieldGrid, formSectionGrid } from './form-section.tsx';
import { Page } from './page.tsx';
import { Skeleton } from './skeleton.tsx';

interface FormLoadingProps {
  /** Fields of each part; more than three stand two by two. */
  sections: readonly number[];
}

/** The shape of a long form while it is read: its parts, and what it costs beside them. */
export function FormLoading({ sections }: FormLoadingProps) {
  const t = useTranslations('ui');
  return (
    <Page>
      <div aria-busy="true" className="contents">
        <p role="status" className="sr-only">
          {t('loading')}
        </p>
        <HeaderLoading />
        <Columns>
          <Column span={8}>
            <div>
              {sections.map((count, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a constant list
                <SectionLoading key={index} count={count} />
              ))}
            </div>
          </Column>
          <Column span={4}>
            <PanelLoading />
          </Column>
        </Columns>
      </div>
    </Page>
  );
}

function SectionLoading({ count }: { count: number }) {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const fields = numbers.map((number) => <FieldLoading key={number} />);
  return (
    <div className={formSectionGrid}>
      <Skeleton width="88px" height="14px" />
      {count > 3 ? <FieldGrid>{fields}</FieldGrid> : <div className="grid content-start gap-4">{fields}</div>}
    </div>
  );
}

/** A label, a control and a line below it. */
function FieldLoading() {
  return (
    <div className="grid gap-2">
      <Skeleton width="120px" />
      <Skeleton width="100%" height="32px" />
      <Skeleton width="70%" />
    </div>
  );
}
