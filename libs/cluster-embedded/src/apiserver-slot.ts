import type { Server } from 'node:net';
import { duplexPair } from 'node:stream';
import {
  type ComponentClient,
  type Informer,
  KubeApiError,
  type PortConnection,
  type ResourceType,
} from '@drillyard/cluster';
import {
  AuthorizationLog,
  KubeApiserver,
  type KubeApiserverOptions,
  type LoadedKubeApiserverOptions,
  LoopbackIdentity,
  type StorageConnection,
  StorageInformers,
} from '@drillyard/kube-apiserver';
import type { Running } from '@drillyard/kube-controllers';
import type { KubeObject } from '@drillyard/kube-objects';
import { streamConnection } from '@drillyard/kubelet-simulator';
import { ApiserverRecord } from './apiserver-record.js';
import type { ApiserverPlace, ServerLogs } from './node/kube-apiserver-program.js';
import type { SteadyPlace } from './node/steady-client.js';
import type { ServingPort } from './serving-port.js';

/** The port of its node that kubeconfigs lead to; a server on another one is not found there. */
export const nodePort = 6443;

/** A listener somebody else opened, and how it is opened again after it was closed. */
interface HandedListener {
  current: Server;
  readonly reopen: (() => Promise<Server>) | undefined;
  refusing: boolean;
}

export interface ApiserverSlotOptions {
  readonly server: Omit<
    KubeApiserverOptions,
    'commandLine' | 'audit' | 'authorizationLog' | 'loopback'
  >;
  readonly port: ServingPort;
}

/** Starts what works on a server for as long as it runs. */
export type Companion = (apiserver: KubeApiserver) => Running;

type UserInfo = Parameters<KubeApiserver['clientFor']>[0];

/**
 * The place of one API server: its storage and its port stay while servers with one command line
 * or another come and go. While there is none, connections are refused.
 */
export class ApiserverSlot implements ApiserverPlace, SteadyPlace {
  /** Which authorizer answered which request, and why; of all the servers there were. */
  readonly authorizationLog = new AuthorizationLog();
  /** How the last of them was started. */
  readonly record = new ApiserverRecord();
  /** Of all the servers, so that the cluster's own client gets along with each. */
  readonly loopback = new LoopbackIdentity();
  private apiserver: KubeApiserver | undefined;
  /** Whether it is on the port on which it is looked for. */
  private isFound = false;
  private readonly companions = new Map<string, Companion>();
  private readonly running = new Map<string, Running>();
  private listeners: HandedListener[] = [];

  private readonly informers: StorageInformers;

  constructor(private readonly options: ApiserverSlotOptions) {
    this.informers = new StorageInformers(options.server.storage);
  }

  get isRunning(): boolean {
    return this.apiserver !== undefined;
  }

  /** Throws CLUSTER_PORT_UNAVAILABLE. */
  async start(
    commandLine?: LoadedKubeApiserverOptions,
    logs: ServerLogs = {},
    storageConnection?: StorageConnection,
  ): Promise<void> {
    await this.stop();
    const { authorizationLog, loopback } = this;
    const { server } = this.options;
    const apiserver = new KubeApiserver({
      ...server,
      commandLine,
      ...logs,
      authorizationLog,
      loopback,
      storageConnection,
    });
    try {
      // Whoever looks for the server on its usual port finds nobody there.
      this.isFound = (commandLine?.serving.port ?? nodePort) === nodePort;
      if (this.isFound) await this.options.port.open(apiserver.server);
      this.apiserver = apiserver;
      for (const [name, start] of this.companions) this.running.set(name, start(apiserver));
      if (this.isFound) await this.openListeners(apiserver);
    } catch (error) {
      await this.stop();
      await apiserver.close();
      throw error;
    }
  }

  reloadServingCertificate(): void {
    this.apiserver?.reloadServingCertificate();
  }

  async stop(): Promise<void> {
    const apiserver = this.apiserver;
    this.apiserver = undefined;
    for (const companion of this.running.values()) companion.close();
    this.running.clear();
    await apiserver?.close();
    for (const listener of this.listeners) refuse(listener);
  }

  /** Runs a component beside every server from now on; undefined: no longer. */
  setCompanion(name: string, start: Companion | undefined): void {
    this.running.get(name)?.close();
    this.running.delete(name);
    this.companions.delete(name);
    if (start === undefined) return;
    this.companions.set(name, start);
    if (this.apiserver !== undefined) this.running.set(name, start(this.apiserver));
  }

  /** Serves the connections of another listener too; it is closed while no server runs. */
  accept(current: Server, reopen?: () => Promise<Server>): void {
    const listener = { current, reopen, refusing: false };
    this.listeners = [...this.listeners.filter(isUseful), listener];
    if (this.apiserver === undefined) refuse(listener);
    else this.apiserver.server.accept(current);
  }

  /** A connection from an address of the cluster's network; undefined where nobody is found. */
  connect(from: string): PortConnection | undefined {
    if (this.apiserver === undefined || !this.isFound) return undefined;
    const [near, far] = duplexPair();
    // Node's pair keeps one end open when the other one is cut off.
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
    this.apiserver.server.serve(far, from);
    return streamConnection(near);
  }

  /** The API as a component in this process uses it; throws while no server runs. */
  clientFor(user: UserInfo, fieldManager: string): ComponentClient {
    if (this.apiserver !== undefined) return this.apiserver.clientFor(user, fieldManager);
    throw new KubeApiError({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      reason: 'ServiceUnavailable',
      code: 503,
      message: 'no API server runs',
    });
  }

  informer<T extends KubeObject>(type: ResourceType<T>): Informer<T> {
    return this.informers.of(type);
  }

  private async openListeners(apiserver: KubeApiserver): Promise<void> {
    for (const listener of this.listeners) {
      if (listener.refusing && listener.reopen === undefined) {
        listener.current.off('connection', hangUp);
      } else if (listener.refusing && listener.reopen !== undefined) {
        // The sandbox it belongs to may be gone: then nobody asks any more.
        const reopened = await listener.reopen().catch(() => undefined);
        if (this.apiserver !== apiserver) {
          // Stopped in the meantime: whoever starts the next one opens it again.
          reopened?.close();
          return;
        }
        if (reopened === undefined) continue;
        listener.current = reopened;
      }
      listener.refusing = false;
      apiserver.server.accept(listener.current);
    }
    this.listeners = this.listeners.filter(isUseful);
  }
}

function isUseful({ current, refusing }: HandedListener): boolean {
  return current.listening || refusing;
}

/** A closed listener refuses as a port nobody listens on does; one that cannot be opened again hangs up. */
function refuse(listener: HandedListener): void {
  if (listener.refusing) return;
  listener.refusing = true;
  if (listener.reopen === undefined) listener.current.on('connection', hangUp);
  else listener.current.close();
}

function hangUp(socket: { destroy(): void }): void {
  socket.destroy();
}
