import { join } from 'node:path';
import {
  type ClusterPki,
  type ClusterPkiOptions,
  type ControlPlaneKubeconfigName,
  completePkiFiles,
  createControlPlaneKubeconfigs,
  createServingPki,
  loadClusterPki,
  type PkiFiles,
} from '@drillyard/kube-apiserver';
import { PkiFile } from './pki-file.js';

/** What a start waits for; each further certificate would cost it a millisecond of CPU. */
const firstKubeconfigs: readonly ControlPlaneKubeconfigName[] = ['admin', 'super-admin'];

/** The certificates and kubeconfigs of one cluster, kept in its folder where it has one. */
export class ClusterPkiStore {
  private completing: Promise<PkiFiles> | undefined;

  private constructor(
    readonly pki: ClusterPki,
    private readonly options: ClusterPkiOptions,
    private readonly file: PkiFile | undefined,
  ) {}

  /** Reads what an earlier start has left, or makes what a server needs to start. */
  static async open(
    options: ClusterPkiOptions,
    dataDir: string | undefined,
  ): Promise<ClusterPkiStore> {
    const file = dataDir === undefined ? undefined : new PkiFile(join(dataDir, 'pki.json'));
    const earlier = file?.read();
    if (earlier !== undefined) {
      return new ClusterPkiStore(await loadClusterPki(earlier), options, file);
    }
    const serving = await createServingPki(options);
    const kubeconfigs = await createKubeconfigs(serving, options, firstKubeconfigs);
    const pki = { ...serving, files: new Map([...serving.files, ...kubeconfigs]) };
    file?.write(pki.files);
    return new ClusterPkiStore(pki, options, file);
  }

  /**
   * Everything kubeadm lays down in /etc/kubernetes, by path: the certificates of etcd, of the
   * front proxy and of the other components are made when this is first called.
   */
  allFiles(): Promise<PkiFiles> {
    this.completing ??= this.complete();
    return this.completing;
  }

  private async complete(): Promise<PkiFiles> {
    const { pki, options, file } = this;
    const certificates = await completePkiFiles(pki, options);
    const kubeconfigs = await createKubeconfigs(pki, options);
    // What is there already stays: somebody may be using it.
    const files = new Map([...certificates, ...kubeconfigs, ...pki.files]);
    if (files.size > pki.files.size) file?.write(files);
    return files;
  }
}

function createKubeconfigs(
  pki: ClusterPki,
  { nodeName, now }: ClusterPkiOptions,
  names?: readonly ControlPlaneKubeconfigName[],
): Promise<PkiFiles> {
  const server = `https://${nodeName}:6443`;
  return createControlPlaneKubeconfigs(pki, { server, nodeName, now, ...(names && { names }) });
}
