'use client';

import { signOut } from 'next-auth/react';
import { Button } from '../../../ui/button.tsx';

/** Where no menu of the account is. */
export function SignOutLink() {
  return (
    <div>
      <Button variant="ghost" onClick={() => void signOut({ redirectTo: '/sign-in' })}>
        Sign out
      </Button>
    </div>
  );
}
