import NextAuth from 'next-auth';
import { deps } from './deps.ts';
import { makeAuthConfig } from './features/account/server/auth-config.ts';

/** In its lazy form: importing it constructs nothing. Pages read sessions by `readSession`, not from here. */
export const { handlers } = NextAuth((request) => Promise.resolve(makeAuthConfig(deps(), request?.headers)));
