import { createRequire } from 'node:module';
import path from 'node:path';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

/** Of everything that Next serves by itself, such as scripts and fonts; pages get theirs in src/proxy.ts. */
const staticHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
];

/** Messages come compiled (src/i18n/messages-of.ts): what formats them need not read ICU. A path, since Turbopack wants one. */
const formatOnly = path.relative(
  import.meta.dirname,
  createRequire(import.meta.url).resolve('use-intl/format-message/format-only'),
);

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Packages are consumed as source.
  transpilePackages: [
    '@modelmint/billing',
    '@modelmint/db',
    '@modelmint/domain',
    '@modelmint/mail',
    '@modelmint/queue',
    '@modelmint/storage',
    '@modelmint/telemetry',
    'geist',
  ],
  serverExternalPackages: [
    '@aws-sdk/client-s3',
    '@aws-sdk/lib-storage',
    '@node-rs/argon2',
    '@prisma/adapter-pg',
    '@prisma/client',
    'bullmq',
    'ioredis',
    'nodemailer',
    'pg',
    'pino',
    'prom-client',
    'stripe',
  ],
  // `npm run typecheck` does it, for the tests too, and its result is cached.
  typescript: { ignoreBuildErrors: true },
  turbopack: {
    root: path.resolve(import.meta.dirname, '../..'),
    resolveAlias: { 'use-intl/format-message': formatOnly },
    // Storage reads the paths that it is told; nothing is packed for another machine, so nothing is traced.
    ignoreIssue: [{ path: '**/packages/storage/**', description: /filesystem access causes the whole project/ }],
  },
  headers: async () => [{ source: '/:path*', headers: staticHeaders }],
};

export default createNextIntlPlugin('./src/i18n/request.ts')(config);
