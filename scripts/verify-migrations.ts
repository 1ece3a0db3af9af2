/**
 * The migrations, applied one after the other to an empty database, must lead to exactly the
 * schema in prisma/schema.prisma. Their generator is `prisma migrate dev` (see CONTRIBUTING.md).
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const prisma = join(
  dirname(createRequire(import.meta.url).resolve('prisma/package.json')),
  'build/index.js',
);
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [
    prisma,
    ...['migrate', 'diff', '--exit-code'],
    ...['--from-migrations', 'prisma/migrations'],
    ...['--to-schema', 'prisma/schema.prisma'],
  ],
  { encoding: 'utf8', env: { ...process.env, DATABASE_URL: '', CHECKPOINT_DISABLE: '1' } },
);
if (status !== 0) {
  process.stderr.write(`${stdout}${stderr}`);
  process.stderr.write('prisma/migrations do not lead to prisma/schema.prisma\n');
}
process.exitCode = status === 0 ? 0 : 1;
