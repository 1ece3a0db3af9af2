import { fileURLToPath } from 'node:url';
import { defineConfig } from 'prisma/config';

// Prisma's migration engine is a download; ours is the same engine from an installed package.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= fileURLToPath(
  new URL('./scripts/schema-engine.mjs', import.meta.url),
);

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // Without one, commands that need no database work, and `migrate diff` runs on PGlite in memory.
  datasource: { url: process.env['DATABASE_URL'] || 'memory:' },
});
