import type { Server } from 'node:net';
import type { WorkspaceConnector } from '../workspace.js';

/** A cluster that greets whoever connects, in place of an API server. */
export class GreetingCluster implements WorkspaceConnector {
  readonly endpoint = { host: 'controlplane', port: 6443 };
  readonly hostEndpoint = { host: '127.0.0.1', port: 1 };
  greetings = 0;

  serve(listener: Server): void {
    listener.on('connection', (socket) => {
      this.greetings += 1;
      socket.on('error', () => undefined);
      socket.end('greetings from the cluster\n');
    });
  }

  async kubeconfig({ host, port }: { host: string; port: number }): Promise<string> {
    return `# kubeconfig for https://${host}:${port}\n`;
  }
}
