export type KeyLifetime = 'never' | '7' | '30' | '90' | '365';

const dayMs = 86_400_000;

export const keyLifetimes: readonly KeyLifetime[] = ['never', '7', '30', '90', '365'];

export function lifetimeEnd(lifetime: KeyLifetime, now: Date): Date | null {
  return lifetime === 'never' ? null : new Date(now.getTime() + Number(lifetime) * dayMs);
}
