/**
 * Tells whether the flags of the control plane are those of its programs:
 *
 *     npx tsx scripts/verify-component-flags.ts --programs <folder>
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { deriveFlags, flagsFile } from './component-flags/derive-flags.js';

const { values } = parseArgs({
  options: { programs: { type: 'string' }, source: { type: 'string' } },
});
if (values.programs === undefined) {
  console.log('skipped: flags of the control plane (name a folder of programs with --programs)');
  process.exit(0);
}
if (readFileSync(flagsFile, 'utf8') === deriveFlags(values.programs)) console.log('flags agree');
else {
  console.error('The flags differ: run scripts/update-component-flags.ts and review.');
  process.exitCode = 1;
}
