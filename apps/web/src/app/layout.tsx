import './globals.css';
import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { BrandStyle } from '../features/brand/ui/brand-style.tsx';
import { ClientMessages } from '../i18n/client-messages.tsx';
import { currentBrand } from '../i18n/current-brand.ts';
import { currentLanguage } from '../i18n/current-language.ts';
import { ConnectionBanner } from '../ui/connection-banner.tsx';
import { readTheme, themeCookie } from '../ui/theme-cookie.ts';
import { ThemeProvider } from '../ui/theme-provider.tsx';
import { Toaster } from '../ui/toaster.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell');
  const { name } = currentBrand();
  return {
    title: { default: name, template: `%s · ${name}` },
    description: t('description'),
    robots: { index: false },
  };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
};

/** Libraries that write a style sheet of their own ask for the nonce under this name. No quotes: React would escape them. */
const shareNonce = 'globalThis.__webpack_nonce__=document.currentScript.nonce';

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? '';
  const theme = readTheme((await cookies()).get(themeCookie)?.value);
  const t = await getTranslations('shell');
  return (
    <html
      lang={currentLanguage()}
      data-theme={theme.shown}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      // The theme's script may correct it before React looks.
      suppressHydrationWarning
    >
      <head>
        <script nonce={nonce} suppressHydrationWarning>
          {shareNonce}
        </script>
        <BrandStyle brand={currentBrand()} nonce={nonce} />
      </head>
      <body>
        <a
          href="#main"
          className="sr-only z-(--layer-toast) rounded-md border border-line-control bg-surface focus:not-sr-only focus:fixed focus:top-2.5 focus:left-3 focus:px-3 focus:py-1.5"
        >
          {t('skipToContent')}
        </a>
        <ThemeProvider chosen={theme.chosen} nonce={nonce}>
          <ClientMessages namespaces={['ui', 'shell']}>
            {children}
            <ConnectionBanner />
            <Toaster />
          </ClientMessages>
        </ThemeProvider>
      </body>
    </html>
  );
}
