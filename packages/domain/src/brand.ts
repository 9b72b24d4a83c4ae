import { z } from 'zod';
import { normalizeEmail } from './email-address.ts';
import { isVisibleLine, visibleLine } from './visible-text.ts';

/** How an installation calls and dresses itself before its own customers. */
export const Brand = z.strictObject({
  /** Stands in sentences of both languages, which have braces and angle brackets of their own. */
  name: z
    .string()
    .trim()
    .min(1, 'Write the name that your customers know.')
    .max(40, 'A name has at most 40 characters.')
    .regex(
      /^[\p{L}\p{N}][\p{L}\p{N}\p{M} .,&+!-]*$/u,
      'Begin with a letter or digit; then letters, digits, spaces and . , & + ! - only.',
    )
    .refine(isVisibleLine, visibleLine),
  /** `#rrggbb`, of which hue and strength are taken; null: mint. */
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'Write a colour as # and six hexadecimal digits, such as #2f6fed.')
    .transform((hex) => hex.toLowerCase())
    .nullable()
    .default(null),
  /** Where customers write to; null: nowhere. */
  supportEmail: z
    .string()
    .refine((text) => normalizeEmail(text) !== null, 'Write one address, such as support@example.com.')
    .transform((text) => normalizeEmail(text) ?? text)
    .nullable()
    .default(null),
});
export type Brand = z.infer<typeof Brand>;

/** `was`: what whoever changes it has read; refused when it is another by now. */
export const ChangeBrand = Brand.extend({ was: Brand.optional() });
export type ChangeBrand = z.infer<typeof ChangeBrand>;

/** A logo lies in the storage by the digest of its bytes, so that an address never shows another one. */
export const BrandLogo = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type BrandLogo = z.infer<typeof BrandLogo>;

export const StoredBrand = Brand.extend({ logo: BrandLogo.nullable() });
export type StoredBrand = z.infer<typeof StoredBrand>;

export const productName = 'Modelmint';
export const defaultBrand: StoredBrand = { name: productName, accent: null, supportEmail: null, logo: null };

export const logoBytesMax = 256 * 1024;

/** A new logo as it is sent: a PNG in base64. */
export const NewLogo = z.strictObject({
  png: z
    .base64('Send the bytes of the PNG in base64.')
    .max(Math.ceil(logoBytesMax / 3) * 4, 'A logo has at most 256 KiB.'),
});
export const logoKey = ({ sha256 }: BrandLogo): string => `brand/${sha256}`;
