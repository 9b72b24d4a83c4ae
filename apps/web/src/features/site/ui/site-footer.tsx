import Link from 'next/link';

const places = [
  { href: '/docs', label: 'Docs' },
  { href: '/pricing', label: 'Prices' },
  { href: '/status', label: 'Status' },
  { href: '/terms', label: 'Terms' },
  { href: '/privacy', label: 'Privacy' },
];

export function SiteFooter() {
  return (
    <footer className="border-t border-line">
      <div className="mx-auto flex w-full max-w-300 flex-wrap items-center justify-between gap-x-6 gap-y-2 px-8 py-5 text-small text-fg-3 max-md:px-4">
        <span>Runs on Modelmint</span>
        <nav aria-label="Footer" className="flex flex-wrap gap-x-5 gap-y-1">
          {places.map(({ href, label }) => (
            <Link key={href} href={href} className="py-1 hover:text-fg">
              {label}
            </Link>
          ))}
        </nav>
      </div>
    </footer>
  );
}
