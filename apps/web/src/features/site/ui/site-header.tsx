import Link from 'next/link';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Logo } from '../../../ui/logo.tsx';
import { ThemeToggle } from '../../../ui/theme-toggle.tsx';

const places = [
  { href: '/#how', label: 'How it works' },
  { href: '/#move', label: 'Moving from OpenAI' },
  { href: '/pricing', label: 'Prices' },
  { href: '/#own', label: 'Run it yourself' },
  { href: '/docs', label: 'Docs' },
];

/** Of the public pages. Whoever is signed in gets the way back to the dashboard. */
export function SiteHeader({ isSignedIn }: { isSignedIn: boolean }) {
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex h-14 w-full max-w-300 items-center gap-6 px-8 max-md:px-4">
        <Link href="/" className="flex items-center gap-2 text-lead font-semibold tracking-[-0.01em]">
          <Logo />
          Modelmint
        </Link>
        <nav aria-label="Site" className="flex flex-1 gap-5 max-lg:hidden">
          {places.map(({ href, label }) => (
            <Link key={href} href={href} className="text-fg-2 hover:text-fg">
              {label}
            </Link>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-2">
          <span className="max-md:hidden">
            <ThemeToggle />
          </span>
          {isSignedIn ? (
            <LinkButton href="/home">Dashboard</LinkButton>
          ) : (
            <>
              <LinkButton href="/sign-in" variant="ghost">
                Sign in
              </LinkButton>
              <LinkButton href="/sign-up" className="max-md:hidden">
                Create account
              </LinkButton>
            </>
          )}
        </div>
      </div>
      <nav aria-label="Site, small screens" className="flex gap-5 overflow-x-auto px-4 pb-2.5 lg:hidden">
        {places.map(({ href, label }) => (
          <Link key={href} href={href} className="py-1 whitespace-nowrap text-fg-2 hover:text-fg">
            {label}
          </Link>
        ))}
      </nav>
    </header>
  );
}
