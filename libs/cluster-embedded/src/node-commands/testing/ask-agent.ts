import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import type { NodeCommands } from '@drillyard/cluster';
import { frames } from '../client-script.js';

export interface Answer {
  readonly out: string;
  readonly error: string;
  /** Undefined where the connection ended without one. */
  readonly exitCode: number | undefined;
}

/** A listener on this machine in the place of the one in a node's network. */
export async function serveLocally(commands: NodeCommands): Promise<Server> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  commands.serve(server);
  return server;
}

/** What the client's script does, without its shell. */
export async function askAgent(
  server: Server,
  command: string,
  args: readonly string[] = [],
  onText: (text: string, hangUp: () => void) => void = () => undefined,
): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  socket.write([String(args.length), '', command, ...args].map((word) => `${word}\0`).join(''));
  let text = '';
  socket.on('data', (chunk: string) => {
    text += chunk;
    onText(text, () => socket.destroy());
  });
  socket.on('error', () => undefined);
  await once(socket, 'close');
  return parseAnswer(text);
}

function parseAnswer(text: string): Answer {
  let [out, error] = ['', ''];
  let exitCode: number | undefined;
  for (const line of text.split('\n')) {
    const rest = line.slice(1);
    if (line[0] === frames.out) out += `${rest}\n`;
    if (line[0] === frames.outPart) out += rest;
    if (line[0] === frames.error) error += `${rest}\n`;
    if (line[0] === frames.errorPart) error += rest;
    if (line[0] === frames.exit) exitCode = Number(rest);
  }
  return { out, error, exitCode };
}
