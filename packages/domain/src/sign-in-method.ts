/** How a session began. */
export const signInMethods = ['password', 'magic_link', 'passkey', 'sso', 'github', 'google'] as const;
export type SignInMethod = (typeof signInMethods)[number];

/** Someone who is signed in says again who they are before what is dangerous, unless they did so this short a time ago. */
export const recentSignInMs = 10 * 60 * 1000;
