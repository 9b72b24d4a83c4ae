import { expect, it } from 'vitest';
import { Brand } from './brand.ts';

const brand = { name: 'Acme & Söhne AI', accent: '#2F6FED', supportEmail: 'Help@Example.com' };

it('keeps one form of a colour and of an address', () => {
  expect(Brand.parse(brand)).toEqual({ name: 'Acme & Söhne AI', accent: '#2f6fed', supportEmail: 'help@example.com' });
  expect(Brand.parse({ name: '模型工厂', accent: null, supportEmail: null }).name).toBe('模型工厂');
});

it.each([
  ['name', ''],
  ['name', '{name}'],
  ['name', '<b>Acme</b>'],
  ['name', "it's"],
  ['name', 'x'.repeat(41)],
  ['name', 'a\u202eb'],
  ['accent', 'red'],
  ['accent', '#12345'],
  ['accent', 'url(//x)'],
  ['supportEmail', 'nobody'],
  ['supportEmail', 'a@example.com, b@example.com'],
])('refuses %s %j and says how to mend it', (field, value) => {
  const { error } = Brand.safeParse({ ...brand, [field]: value });
  expect(error?.issues[0]?.path).toEqual([field]);
  expect(error?.issues[0]?.message.length).toBeGreaterThan(15);
});
