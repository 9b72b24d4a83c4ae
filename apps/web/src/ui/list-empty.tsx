import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { EmptyState } from './empty-state.tsx';
import { LinkButton } from './link-button.tsx';

interface ListEmptyProps {
  /** True when a filter may hide some. */
  isFiltered: boolean;
  /** The way out of the filter: `Show all models`. */
  all: { label: string; href: string };
  icon: ReactNode;
  title: string;
  children: ReactNode;
  actions: ReactNode;
}

/** In place of a list's rows: the filter let nothing through, or there is nothing yet. */
export function ListEmpty({ isFiltered, all, icon, title, children, actions }: ListEmptyProps) {
  const t = useTranslations('ui');
  if (!isFiltered)
    return (
      <EmptyState icon={icon} title={title} actions={actions}>
        {children}
      </EmptyState>
    );
  const showAll = (
    <LinkButton size="small" href={all.href}>
      {all.label}
    </LinkButton>
  );
  return <EmptyState title={t('filter.none')} actions={showAll} />;
}
