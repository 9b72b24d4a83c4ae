import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { currentBrand } from '../../../i18n/current-brand.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Logo } from '../../../ui/logo.tsx';
import { ThemeToggle } from '../../../ui/theme-toggle.tsx';

const places = [
  { href: '/#how', label: 'nav.how' },
  { href: '/#move', label: 'nav.move' },
  { href: '/pricing', label: 'nav.prices' },
  { href: '/#own', label: 'nav.own' },
  { href: '/docs', label: 'nav.docs' },
] as const;

/** Of the public pages. Whoever is signed in gets the way back to the dashboard. */
export function SiteHeader({ isSignedIn }: { isSignedIn: boolean }) {
  const t = useTranslations('site');
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex h-14 w-full max-w-300 items-center gap-6 px-8 max-md:px-4">
        <Link href="/" className="flex items-center gap-2 text-lead font-semibold tracking-[-0.01em]">
          <Logo />
          {currentBrand().name}
        </Link>
        <nav aria-label={t('nav.site')} className="flex flex-1 gap-5 max-lg:hidden">
          {places.map(({ href, label }) => (
            <Link key={href} href={href} className="text-fg-2 hover:text-fg">
              {t(label)}
            </Link>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-2">
          <span className="max-md:hidden">
            <ThemeToggle />
          </span>
          {isSignedIn ? (
            <LinkButton href="/home">{t('nav.dashboard')}</LinkButton>
          ) : (
            <>
              <LinkButton href="/sign-in" variant="ghost">
                {t('nav.signIn')}
              </LinkButton>
              <LinkButton href="/sign-up" className="max-md:hidden">
                {t('nav.signUp')}
              </LinkButton>
            </>
          )}
        </div>
      </div>
      <nav aria-label={t('nav.siteSmall')} className="flex gap-5 overflow-x-auto px-4 pb-2.5 lg:hidden">
        {places.map(({ href, label }) => (
          <Link key={href} href={href} className="py-1 whitespace-nowrap text-fg-2 hover:text-fg">
            {t(label)}
          </Link>
        ))}
      </nav>
    </header>
  );
}
