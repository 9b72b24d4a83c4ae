import { it } from 'vitest';
import { englishMessages } from './english-messages.ts';
import { findMessageUses } from './scan/find-message-uses.ts';
import { findClientGaps } from './scan/find-client-gaps.ts';
import { readSources } from './scan/read-sources.ts';
it('x', () => {
  const flat = (t: any, p = ''): string[] => Object.entries(t).flatMap(([k, v]) => (typeof v === 'string' ? [p + k] : flat(v, `${p}${k}.`)));
  const sources = readSources();
  const found = sources.map(findMessageUses);
  const uses = found.flatMap((f) => f.uses);
  const named = [...new Set(found.flatMap((f) => [...f.named]))];
  const pat = (key: string) => new RegExp(`^${key.split('*').map((p) => p.replaceAll('.', '\\.')).join('.+')}$`);
  const np = named.filter((k) => k.includes('*') && /^[\w*.-]+\.[\w*.-]+$/.test(k)).map(pat);
  const names = (process.env.NS ?? 'evaluation').split(',');
  for (const name of names) {
    const own = uses.filter((u) => u.namespace === name);
    const keys = flat((englishMessages as any)[name]);
    for (const u of own) if (!(u.key.includes('*') ? keys.some((k) => pat(u.key).test(k)) : keys.includes(u.key))) console.log('MISSING', u.place, u.key);
    for (const k of keys) if (!own.some((u) => u.key === k || (u.key.includes('*') && pat(u.key).test(k))) && !named.includes(k) && !np.some((o) => o.test(k))) console.log('UNUSED', name, k);
  }
  for (const g of findClientGaps(sources)) if (names.some((n) => String(g).includes(n))) console.log('GAP', g);
});
