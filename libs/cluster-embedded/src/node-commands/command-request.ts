import type { Socket } from 'node:net';

/** Far more than anybody types; what a script pastes may be longer and is refused. */
const requestBytesMax = 64 * 1024;
const argumentsMax = 512;
/** A client sends its request at once. */
const requestTimeoutMs = 5_000;

export interface CommandRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly isTerminal: boolean;
}

/** Reads what a client asks; undefined where it is too much, too late or not to be understood. */
export function readCommandRequest(socket: Socket): Promise<CommandRequest | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const done = (request: CommandRequest | undefined) => {
      clearTimeout(timer);
      socket.off('data', take);
      socket.off('close', gone);
      resolve(request);
    };
    const gone = () => done(undefined);
    const timer = setTimeout(gone, requestTimeoutMs);
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > requestBytesMax) return done(undefined);
      chunks.push(chunk);
      if (chunk.at(-1) !== 0) return;
      const parsed = parseCommandRequest(Buffer.concat(chunks).toString('utf8'));
      if (parsed !== 'incomplete') done(parsed);
    };
    socket.on('data', take);
    socket.on('close', gone);
  });
}

/** `2 NUL terminal NUL crictl NUL ps NUL -a NUL`. */
export function parseCommandRequest(text: string): CommandRequest | 'incomplete' | undefined {
  const [count = '', terminal, command, ...args] = text.split('\0').slice(0, -1);
  if (!/^\d{1,3}$/.test(count) || Number(count) > argumentsMax) return undefined;
  if (command === undefined || args.length < Number(count)) return 'incomplete';
  if (args.length > Number(count)) return undefined;
  return { command, args, isTerminal: terminal === '1' };
}
