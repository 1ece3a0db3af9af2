import type { Engine } from './engine.js';

/**
 * Names of nodes as courses and exams have them. kind names containers only, and its nodes after
 * those (kind `pkg/cluster/internal/providers/common/namer.go`).
 */
export function nodeName(role: 'control-plane' | 'worker', index: number): string {
  if (role === 'worker') return `node${String(index + 1).padStart(2, '0')}`;
  return index === 0 ? 'controlplane' : `controlplane${index + 1}`;
}

/** The name of the node in a container that kind made; undefined where it is none. */
export function nodeNameOf(container: string): string | undefined {
  const [, role, number = '1'] = /-(control-plane|worker)(\d*)$/.exec(container) ?? [];
  if (role !== 'control-plane' && role !== 'worker') return undefined;
  return nodeName(role, Number(number || '1') - 1);
}

/**
 * kubeadm names the node by its configuration, but kindnet enforces policies for the pods of the
 * node that has the host's name (kind `images/kindnetd/cmd/kindnetd/main.go`): the host gets it
 * before each start of the kubelet, after which everything else starts. The API server's name
 * leads to the node itself, as on a node that kubeadm's documentation describes.
 */
const nameScript = `set -e
cat > /etc/systemd/system/kubelet.service.d/20-node-name.conf <<END
[Service]
ExecStartPre=/bin/sh -c "hostname $1; grep -qw $1 /etc/hosts || echo 127.0.0.1 $1 >> /etc/hosts"
END
hostname "$1"
systemctl daemon-reload`;
/** Started anew by the kubelet: it reads the host's name once. */
const restartNetworkScript = 'pkill -x kindnetd || true';

/** Gives the nodes of a cluster their names while kind makes it: between its steps. */
export class NodeNaming {
  #naming: Promise<void> | undefined;
  #isDone = false;
  #isLate = false;

  constructor(
    private readonly engine: Engine,
    private readonly findContainers: () => Promise<readonly string[]>,
  ) {}

  /** Hears of each step of kind. */
  hear(step: string): void {
    // All containers run, and no kubelet does.
    if (step === 'Writing configuration') this.#begin().catch(() => undefined);
    if (step === 'Installing CNI') this.#isLate = !this.#isDone;
  }

  /** When kind has ended; what was too late is made good. @throws where a node has no name. */
  async finish(): Promise<void> {
    const wasHeard = this.#naming !== undefined;
    await this.#begin();
    if (wasHeard && !this.#isLate) return;
    for (const container of await this.findContainers()) {
      await this.engine.exec(container, ['sh', '-c', restartNetworkScript]);
    }
  }

  #begin(): Promise<void> {
    this.#naming ??= this.#name();
    return this.#naming;
  }

  async #name(): Promise<void> {
    const containers = await this.findContainers();
    await Promise.all(
      containers.map((container) => {
        const argv = ['sh', '-c', nameScript, 'sh', nodeNameOf(container) ?? container];
        return this.engine.exec(container, argv);
      }),
    );
    this.#isDone = true;
  }
}
