import type { Server, Socket } from 'node:net';
import type { NodeCommands } from '@drillyard/cluster';
import { agentPort, clientScript, sudoScript } from './client-script.js';
import { CommandAnswer } from './command-answer.js';
import { readCommandRequest } from './command-request.js';
import { crictl } from './crictl/crictl.js';
import { kubeadm } from './kubeadm/kubeadm.js';
import type { CommandedNode, NodeCommand } from './node-command.js';
import { pause } from './pause.js';
import { journalctl } from './systemd/journalctl.js';
import { systemctl } from './systemd/systemctl.js';
import { usage } from './usage.js';

/** Commands at a time; a terminal runs one, and a learner has eight terminals. */
const connectionsMax = 16;
/** Commands a second, after a burst: loops of a learner's script go on, and leave others their turn. */
const turnMs = 40;
const burstMs = 50 * turnMs;
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
  readonly programs = [
    ...[...commands.keys()].map((name) => ({ name, text: clientScript(name) })),
    { name: 'sudo', text: sudoScript },
  ];
  private readonly sockets = new Set<Socket>();
  private nextTurnMs = 0;

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
      socket.on('timeout', () => socket.destroy());
      socket.setTimeout(commandMs);
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
    await this.turn(answer.signal);
    if (args.includes('--help')) {
      await answer.out(usage[name] ?? '');
      return answer.end(0);
    }
    answer.end(await command(args, answer, this.node));
  }

  private async refuse(answer: CommandAnswer, why: string, exitCode = 126): Promise<void> {
    await answer.error(`${why}\n`);
    answer.end(exitCode);
  }

  /** Waits as long as it takes for no more than so many commands to be carried out. */
  private async turn(signal: AbortSignal): Promise<void> {
    const nowMs = performance.now();
    this.nextTurnMs = Math.max(this.nextTurnMs, nowMs - burstMs) + turnMs;
    if (this.nextTurnMs > nowMs) await pause(this.nextTurnMs - nowMs, signal);
  }
}
