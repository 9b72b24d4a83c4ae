import { defineConfig } from 'prisma/config';

// Prisma's native schema engine is a download; this stand-in runs its own wasm build from npm instead.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= new URL('./scripts/prisma/schema-engine.mjs', import.meta.url).pathname;

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  ...(process.env.DATABASE_OWNER_URL ? { datasource: { url: process.env.DATABASE_OWNER_URL } } : {}),
});
