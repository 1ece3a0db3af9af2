import type { Certificate } from '@drillyard/certificates';

/** Where an etcd listens for clients, whom it says it is, and whom it lets in. */
export interface EtcdListener {
  /** Such as `127.0.0.1:2379`. */
  readonly addresses: readonly string[];
  /** PEM; undefined: it speaks no TLS. */
  readonly certificate: string | undefined;
  /** Who must have signed its clients' certificates; undefined: it asks for none. */
  readonly clientAuthorities: readonly Certificate[] | undefined;
  /** A line in its log. */
  readonly warn: (message: string, fields: Readonly<Record<string, string>>) => void;
}

/** Where an API server finds its etcd, while one runs. */
export class EtcdPlace {
  private current: EtcdListener | undefined;
  private readonly listeners = new Set<() => void>();

  get listener(): EtcdListener | undefined {
    return this.current;
  }

  set(listener: EtcdListener | undefined): void {
    this.current = listener;
    for (const changed of [...this.listeners]) changed();
  }

  /** Hears of every etcd that starts or ends; answers with how to stop that. */
  onChange(changed: () => void): () => void {
    this.listeners.add(changed);
    return () => void this.listeners.delete(changed);
  }
}
