import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperationalError } from '@drillyard/errors';

/** What listens: the server of a KubeApiserver. */
export interface Listening {
  readonly address: { readonly host: string; readonly port: number };
  listen(host: string, port: number): Promise<void>;
}

/** The port of one cluster on this host, the same for every server that is started on it. */
export class ServingPort {
  private readonly file: string | undefined;
  private current: number;

  constructor(
    readonly host: string,
    private readonly wanted: number,
    private readonly dataDir: string | undefined,
  ) {
    this.file = dataDir === undefined ? undefined : join(dataDir, 'port');
    this.current = wanted === 0 && this.file !== undefined ? readPort(this.file) : wanted;
  }

  /** Known once a server has listened, also while none does. */
  get address(): { readonly host: string; readonly port: number } {
    return { host: this.host, port: this.current };
  }

  /** Listens on the port asked for, or on that of the last run, so that kubeconfigs stay good. */
  async open(server: Listening): Promise<void> {
    const last = this.current;
    try {
      await server.listen(this.host, last);
    } catch (error) {
      const taken = error instanceof OperationalError && error.code === 'CLUSTER_PORT_UNAVAILABLE';
      if (!taken || last === 0 || this.wanted !== 0) throw error;
      await server.listen(this.host, 0);
    }
    this.current = server.address.port;
    if (this.current !== last) this.remember();
  }

  private remember(): void {
    if (this.file === undefined || this.dataDir === undefined || this.wanted !== 0) return;
    mkdirSync(this.dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(this.file, `${this.current}\n`);
  }
}

function readPort(file: string): number {
  try {
    const port = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return port > 0 && port < 65_536 ? port : 0;
  } catch {
    // Never written: the first run.
    return 0;
  }
}
