import { productName } from '@modelmint/domain/brand';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { currentBrand } from '../../../i18n/current-brand.ts';
import { LanguageSwitch } from '../../../i18n/language-switch.tsx';

const places = [
  { href: '/docs', label: 'nav.docs' },
  { href: '/pricing', label: 'nav.prices' },
  { href: '/status', label: 'nav.status' },
  { href: '/terms', label: 'nav.terms' },
  { href: '/privacy', label: 'nav.privacy' },
] as const;

export function SiteFooter() {
  const t = useTranslations('site');
  const { name, supportEmail } = currentBrand();
  return (
    <footer className="border-t border-line">
      <div className="mx-auto flex w-full max-w-300 flex-wrap items-center justify-between gap-x-6 gap-y-2 px-8 py-5 text-small text-fg-3 max-md:px-4">
        <span>{name === productName ? t('nav.runsOn') : name}</span>
        <nav aria-label={t('nav.footer')} className="flex flex-wrap gap-x-5 gap-y-1">
          {places.map(({ href, label }) => (
            <Link key={href} href={href} className="py-1 hover:text-fg">
              {t(label)}
            </Link>
          ))}
          {supportEmail && (
            <a href={`mailto:${supportEmail}`} className="py-1 hover:text-fg">
              {t('nav.support')}
            </a>
          )}
        </nav>
        <LanguageSwitch />
      </div>
    </footer>
  );
}
