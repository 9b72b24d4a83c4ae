import { signOut } from 'next-auth/react';
import { forgetDrafts } from '../../../ui/draft-storage.ts';

/** Signs out, and leaves nothing unsaved to the next one at this computer. */
export async function leave(redirectTo = '/sign-in'): Promise<void> {
  forgetDrafts();
  await signOut({ redirectTo });
}
