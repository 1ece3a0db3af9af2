import type { Server, Socket } from 'node:net';
import type { NodeCommands } from '@drillyard/cluster';
import { agentPort, clientScript } from './client-script.js';
import { CommandAnswer } from './command-answer.js';
import { readCommandRequest } from './command-request.js';
import { crictl } from './crictl/crictl.js';
import { kubeadm } from './kubeadm/kubeadm.js';
import type { CommandedNode, NodeCommand } from './node-command.js';
import { journalctl } from './systemd/journalctl.js';
import { systemctl } from './systemd/systemctl.js';

/** Commands at a time; a terminal runs one, and a learner has eight terminals. */
const connectionsMax = 32;
/** Commands in any ten seconds: loops of a learner's script go on, and leave others their turn. */
const burstMax = 200;
const burstMs = 10_000;
/** Nobody follows a log for longer. */
const commandMs = 3_600_000;

/** Everything else is `command not found`, as on a machine that does not have it. */
const commands: ReadonlyMap<string, NodeCommand> = new Map([
  ['crictl', crictl],
  ['journalctl', journalctl],
  ['kubeadm', kubeadm],
  ['systemctl', systemctl],
]);

/**
 * Carries out the commands of one node's shell. Whoever reaches its port is that shell: the port
 * is in no other network. What comes over it is a learner's, and trusted in nothing.
 */
export class NodeAgent implements NodeCommands {
  readonly port = agentPort;
  readonly programs = [...commands.keys()].map((name) => ({ name, text: clientScript(name) }));
  private readonly sockets = new Set<Socket>();
  private begun: number[] = [];

  constructor(
    private readonly node: CommandedNode,
    private readonly onUnexpected: (error: unknown) => void,
  ) {}

  serve(listener: Server): void {
    listener.on('connection', (socket: Socket) => {
      socket.on('error', () => socket.destroy());
      if (this.sockets.size >= connectionsMax) {
        socket.destroy();
        return;
      }
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.setTimeout(commandMs, () => socket.destroy());
      this.answer(socket).catch((error) => {
        socket.destroy();
        this.onUnexpected(error);
      });
    });
  }

  /** Ends the commands that run. */
  close(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private async answer(socket: Socket): Promise<void> {
    const request = await readCommandRequest(socket);
    const answer = new CommandAnswer(socket, request?.isTerminal ?? false);
    if (request === undefined) return this.refuse(answer, 'the arguments are too long');
    const { command: name, args } = request;
    const command = commands.get(name);
    if (command === undefined) return this.refuse(answer, 'command not found', 127);
    if (this.isTooMuch()) return this.refuse(answer, `${name}: too many commands at a time`);
    answer.end(await command(args, answer, this.node));
  }

  private async refuse(answer: CommandAnswer, why: string, exitCode = 126): Promise<void> {
    await answer.error(`${why}\n`);
    answer.end(exitCode);
  }

  private isTooMuch(): boolean {
    const nowMs = performance.now();
    this.begun = this.begun.filter((atMs) => nowMs - atMs < burstMs);
    if (this.begun.length >= burstMax) return true;
    this.begun.push(nowMs);
    return false;
  }
}
