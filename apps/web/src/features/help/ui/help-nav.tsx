import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { classNames } from '../../../ui/class-names.ts';
import { type HelpPage, helpPages } from '../server/help-pages.ts';

/** The pages by groups; the one that is read is marked. */
export function HelpNav({ current }: { current: HelpPage['slug'] }) {
  const t = useTranslations('help');
  const groups = [...new Set(helpPages.map(({ group }) => group))];
  return (
    <nav aria-label={t('docs')} className="grid content-start gap-5 lg:sticky lg:top-6 lg:self-start">
      {groups.map((group) => (
        <div key={group} className="grid gap-0.5">
          <p className="px-2 pb-1 text-small text-fg-3">{t(`group.${group}`)}</p>
          {helpPages
            .filter((page) => page.group === group)
            .map(({ slug }) => (
              <Link
                key={slug}
                href={`/docs/${slug}`}
                {...(slug === current ? { 'aria-current': 'page' as const } : {})}
                className={classNames(
                  'rounded-md px-2 py-1 max-md:py-2',
                  slug === current ? 'bg-hover font-medium text-fg' : 'text-fg-2 hover:bg-hover hover:text-fg',
                )}
              >
                {t(`page.${slug}`)}
              </Link>
            ))}
        </div>
      ))}
    </nav>
  );
}
