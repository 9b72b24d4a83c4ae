/** What a first factor led to. */
export interface SignInStatus {
  status: 'signed_in' | 'second_factor';
}

/** To where one wanted to go, or to the code first. A whole load: the server renders everything for the new session. */
export function goOn({ status }: SignInStatus, next: string): void {
  location.assign(status === 'signed_in' ? next : `/sign-in/code?next=${encodeURIComponent(next)}`);
}
