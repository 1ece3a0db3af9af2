import type { Process } from '../kernel/process.js';
import type { Program } from './program.js';

/** Copies blocks: how learners fill a disk. */
export const dd: Program = async (process, args) => {
  const { openPath } = await import('../shell/redirection.js');
  const { sizeFrom } = await import('./text-filters.js');
  const settings = new Map(args.map((arg) => [arg.split('=')[0], arg.slice(arg.indexOf('=') + 1)]));
  const [from, to] = [settings.get('if'), settings.get('of')];
  try {
    if (from !== undefined) replaceFile(process, 0, openPath(process, from, '<'));
    if (to !== undefined) replaceFile(process, 1, openPath(process, to, '>'));
  } catch (error) {
    await process.complain(`dd: can't open '${to ?? from}': ${process.errorText(error)}`);
    return 1;
  }
  const blockBytes = Math.min(Math.max(sizeFrom(settings.get('bs') ?? '512'), 1), 1024 * 1024);
  const blocks = settings.has('count') ? Number(settings.get('count')) : Number.POSITIVE_INFINITY;
  let left = blockBytes * blocks;
  let written = 0;
  try {
    while (left > 0) {
      const bytes = await process.read(0, Math.min(left, 16 * 1024));
      if (!bytes) break;
      await process.write(1, bytes);
      left -= bytes.length;
      written += bytes.length;
    }
  } catch (error) {
    await process.complain(
      `dd: error writing '${to ?? 'standard output'}': ${process.errorText(error)}`,
    );
    return 1;
  }
  const count = `${Math.floor(written / blockBytes)}+${written % blockBytes ? 1 : 0}`;
  await process.complain(`${count} records in\n${count} records out\n${written} bytes copied`);
  return 0;
};

function replaceFile(
  process: Process,
  descriptor: number,
  file: ReturnType<Process['file']>,
): void {
  process.files.get(descriptor)?.close();
  process.files.set(descriptor, file);
}
