export type KeyLifetime = 'never' | '7' | '30' | '90' | '365';

const dayMs = 86_400_000;

export const keyLifetimes: readonly { value: KeyLifetime; label: string }[] = [
  { value: 'never', label: 'Never' },
  { value: '7', label: 'In 7 days' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In one year' },
];

export function lifetimeEnd(lifetime: KeyLifetime, now: Date): Date | null {
  return lifetime === 'never' ? null : new Date(now.getTime() + Number(lifetime) * dayMs);
}
