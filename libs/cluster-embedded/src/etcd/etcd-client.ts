import type { Clock } from '@drillyard/cluster';
import type { EtcdOptions, StorageConnection } from '@drillyard/kube-apiserver';
import { klogLine } from '../node/klog.js';
import { addressOf, etcdConnectionError } from './etcd-connection.js';
import type { EtcdPlace } from './etcd-listener.js';

/** After so much time gRPC tries again, and after ever more from then on (grpc `backoff.DefaultConfig`). */
const firstRetryMs = 1_000;
const retryFactor = 1.6;
const retryMsMax = 120_000;

export interface EtcdClientOptions {
  readonly place: EtcdPlace;
  readonly etcd: EtcdOptions;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** An API server's way to its etcd: found when it starts, watched for as long as it runs. */
export class EtcdClient implements StorageConnection {
  private error: string | undefined;
  private retryMs = firstRetryMs;
  private cancelRetry: () => void = () => undefined;
  private looking: Promise<void> = Promise.resolve();
  private closed = false;
  private readonly changed = new Set<() => void>();
  private readonly unsubscribe: () => void;

  private constructor(private readonly options: EtcdClientOptions) {
    this.unsubscribe = options.place.onChange(() => void this.look());
  }

  /** Whether there is an etcd or not; {@link isUp} tells. */
  static async open(options: EtcdClientOptions): Promise<EtcdClient> {
    const client = new EtcdClient(options);
    await client.look();
    return client;
  }

  get isUp(): boolean {
    return this.error === undefined;
  }

  wait(timeoutMs: number): Promise<boolean> {
    if (this.isUp || this.closed) return Promise.resolve(this.isUp);
    return new Promise((resolve) => {
      const end = () => {
        cancel();
        stop();
        resolve(this.isUp);
      };
      const stop = this.onChange(() => {
        if (this.isUp || this.closed) end();
      });
      const cancel = this.options.clock.after(timeoutMs, end);
    });
  }

  /** Hears when it is lost, found again or closed; answers with how to stop that. */
  onChange(listener: () => void): () => void {
    this.changed.add(listener);
    return () => void this.changed.delete(listener);
  }

  /** Calls back once, when it has been lost for so long without a break. */
  onLost(timeoutMs: number, callback: () => void): void {
    let cancel: () => void = () => undefined;
    const look = () => {
      cancel();
      if (!this.isUp && !this.closed) cancel = this.options.clock.after(timeoutMs, callback);
    };
    this.onChange(look);
    look();
  }

  close(): void {
    this.closed = true;
    this.unsubscribe();
    this.cancelRetry();
    this.tell();
  }

  /** One look at a time: the last one counts. */
  private look(): Promise<void> {
    this.looking = this.looking.then(() => this.dial());
    return this.looking;
  }

  private async dial(): Promise<void> {
    const { place, etcd, clock } = this.options;
    this.cancelRetry();
    const before = this.error;
    const error = await etcdConnectionError(etcd, place.listener, clock.now());
    if (this.closed) return;
    this.error = error;
    if (error === undefined) this.retryMs = firstRetryMs;
    else this.retryLater(error);
    if ((before === undefined) !== (error === undefined)) this.tell();
  }

  private retryLater(error: string): void {
    const { etcd, clock, log } = this.options;
    const { host } = addressOf(etcd.servers);
    const text = `[core] [Channel #1 SubChannel #2] grpc: addrConn.createTransport failed to connect to {Addr: "${host}", ServerName: "${host}", }. Err: connection error: desc = ${JSON.stringify(error)}`;
    log(klogLine('W', 'logging.go:55', text, clock.now()));
    this.cancelRetry = clock.after(this.retryMs, () => void this.look());
    this.retryMs = Math.min(this.retryMs * retryFactor, retryMsMax);
  }

  private tell(): void {
    for (const listener of [...this.changed]) listener();
  }
}
