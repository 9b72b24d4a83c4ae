'use client';

import { signOut } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';

/** Where no menu of the account is. */
export function SignOutLink() {
  const t = useTranslations('account');
  return (
    <div>
      <Button variant="ghost" onClick={() => void signOut({ redirectTo: '/sign-in' })}>
        {t('signOut')}
      </Button>
    </div>
  );
}
