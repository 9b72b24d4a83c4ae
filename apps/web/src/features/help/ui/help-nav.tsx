import { ChevronDown } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { Section } from '../server/headings-of.ts';
import { type HelpPage, helpPages } from '../server/help-pages.ts';

interface HelpNavProps {
  current: HelpPage['slug'];
  sections: readonly Section[];
}

/** The pages by groups; beside the text where there is room, else folded above it. */
export function HelpNav({ current, sections }: HelpNavProps) {
  const t = useTranslations('help');
  return (
    <nav
      aria-label={t('docs')}
      className="lg:sticky lg:top-6 lg:max-h-[calc(100vh-48px)] lg:self-start lg:overflow-y-auto"
    >
      <details className="rounded-lg border border-line bg-surface lg:hidden">
        <summary className="flex h-11 cursor-pointer items-center gap-2 px-3 font-medium text-fg [&::-webkit-details-marker]:hidden">
          <span className="flex-1">{t('pages')}</span>
          <Icon of={ChevronDown} className="text-fg-3" />
        </summary>
        <div className="border-t border-line p-2">
          <Pages current={current} sections={[]} />
        </div>
      </details>
      <div className="max-lg:hidden">
        <Pages current={current} sections={sections} />
      </div>
    </nav>
  );
}

/** The one that is read is marked and shows what it holds. */
function Pages({ current, sections }: HelpNavProps) {
  const t = useTranslations('help');
  const groups = [...new Set(helpPages.map(({ group }) => group))];
  return (
    <div className="grid content-start gap-5">
      {groups.map((group) => (
        <div key={group} className="grid gap-0.5">
          <p className="px-2 pb-1 text-small text-fg-3">{t(`group.${group}`)}</p>
          {helpPages
            .filter((page) => page.group === group)
            .map(({ slug }) => (
              <Fragment key={slug}>
                <Link
                  href={`/docs/${slug}`}
                  {...(slug === current ? { 'aria-current': 'page' as const } : {})}
                  className={classNames(
                    'rounded-md px-2 py-1 max-md:py-2',
                    slug === current ? 'bg-hover font-medium text-fg' : 'text-fg-2 hover:bg-hover hover:text-fg',
                  )}
                >
                  {t(`page.${slug}`)}
                </Link>
                {slug === current && <Sections sections={sections} />}
              </Fragment>
            ))}
        </div>
      ))}
    </div>
  );
}

function Sections({ sections }: { sections: readonly Section[] }) {
  const t = useTranslations('help');
  const chapters = sections.filter(({ level }) => level === 2);
  if (chapters.length < 2) return null;
  return (
    <ul aria-label={t('onThisPage')} className="mb-1 ml-2 grid border-l border-line">
      {chapters.map(({ anchor, text }) => (
        <li key={anchor}>
          <a href={`#${anchor}`} className="block rounded-md px-3 py-0.5 text-small text-fg-3 hover:text-fg">
            {text.replaceAll('`', '')}
          </a>
        </li>
      ))}
    </ul>
  );
}
