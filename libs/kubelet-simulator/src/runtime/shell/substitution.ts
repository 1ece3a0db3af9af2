import type { Script } from 'unbash';
import { ByteChannel } from '../kernel/byte-channel.js';
import { inherited } from '../kernel/execute.js';
import { channelReader, channelWriter } from '../kernel/open-file.js';
import type { Shell } from './shell.js';

/** What commands print, without the line feeds at its end. */
export async function substitute(shell: Shell, script: Script | undefined): Promise<string> {
  if (!script) return '';
  shell.substitutions += 1;
  const channel = new ByteChannel();
  const files = inherited(shell.process);
  files.get(1)?.close();
  files.set(1, channelWriter(channel));
  const child = shell.fork((child) => child.runStatements(script.commands), files);
  const reader = channelReader(channel);
  const chunks: Uint8Array[] = [];
  try {
    for (;;) {
      const bytes = await shell.process.wait(
        channel.read(Number.POSITIVE_INFINITY, shell.process.isGone),
      );
      if (!bytes) break;
      shell.process.hold(bytes.length);
      chunks.push(bytes);
    }
  } finally {
    reader.close();
  }
  shell.state.status = await shell.waitFor(child);
  const output = Buffer.concat(chunks);
  shell.process.hold(-output.length);
  return output.toString('utf8').replaceAll('\0', '').replace(/\n+$/, '');
}
