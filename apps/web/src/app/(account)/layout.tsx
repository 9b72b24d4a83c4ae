import type { ReactNode } from 'react';
import { ClientMessages } from '../../i18n/client-messages.tsx';
import { currentBrand } from '../../i18n/current-brand.ts';
import { LanguageSwitch } from '../../i18n/language-switch.tsx';
import { Logo } from '../../ui/logo.tsx';
import { ThemeToggle } from '../../ui/theme-toggle.tsx';

/** Pages before one is signed in: one narrow column, no panel. */
export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <div className="min-h-screen">
      <header className="flex h-14 items-center justify-between px-6 max-md:px-4">
        <span className="flex items-center gap-2 text-lead font-semibold tracking-[-0.01em]">
          <Logo />
          {currentBrand().name}
        </span>
        <span className="flex items-center gap-3">
          <LanguageSwitch />
          <ThemeToggle />
        </span>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto grid w-full max-w-100 content-start gap-6 px-4 pt-[min(10vh,96px)] pb-16 max-md:pt-6"
      >
        <ClientMessages namespaces={['account']}>{children}</ClientMessages>
      </main>
    </div>
  );
}
