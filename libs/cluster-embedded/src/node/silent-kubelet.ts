import { type KubeletClient, KubeletRefusal } from '@drillyard/cluster';

/** A kubelet that does not run: its port is closed. */
export class SilentKubelet implements KubeletClient {
  constructor(private readonly address: string) {}

  logs(): never {
    return this.refuse();
  }

  exec(): never {
    return this.refuse();
  }

  attach(): never {
    return this.refuse();
  }

  portForward(): never {
    return this.refuse();
  }

  private refuse(): never {
    throw new KubeletRefusal(500, `dial tcp ${this.address}:10250: connect: connection refused`);
  }
}
