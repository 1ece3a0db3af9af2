import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import type { PkiFiles } from '@drillyard/kube-apiserver';
import { stringify } from 'yaml';
import {
  type ControlPlaneAddress,
  controlPlaneManifests,
  manifestsFolder,
} from './control-plane-manifests.js';
import { kubeletFiles } from './kubelet-files.js';
import { NodeFolder } from './node-folder.js';

/** As Go's YAML writer lays lists and long lines out. */
const yamlStyle = { indentSeq: false, lineWidth: 0, sortMapEntries: true } as const;

/** Folders that are there although nothing is in them yet. */
const emptyFolders = ['/etc/ssl/certs', '/var/lib/etcd', '/var/log/containers', '/var/log/pods'];

/** The folder that is the `/` of a node: there as a whole or not at all. */
export class NodeFiles {
  constructor(readonly root: string) {}

  get exist(): boolean {
    return existsSync(this.root);
  }

  write(address: ControlPlaneAddress, pkiFiles: PkiFiles): void {
    const next = `${this.root}.new`;
    rmSync(next, { recursive: true, force: true });
    mkdirSync(next, { recursive: true, mode: 0o755 });
    writeNodeFiles(new NodeFolder(next), address, pkiFiles);
    renameSync(next, this.root);
  }
}

/** Writes what `kubeadm init` leaves on a control plane's node. */
function writeNodeFiles(
  folder: NodeFolder,
  address: ControlPlaneAddress,
  pkiFiles: PkiFiles,
): void {
  for (const path of emptyFolders) folder.makeFolder(path);
  for (const [path, text] of pkiFiles) {
    folder.write(path, text, /\.(crt|pub)$/.test(path) ? 0o644 : 0o600);
  }
  for (const [path, text] of kubeletFiles(address, pkiFiles)) folder.write(path, text);
  for (const [component, manifest] of controlPlaneManifests(address)) {
    const pod = { apiVersion: 'v1', kind: 'Pod', ...manifest, status: {} };
    folder.write(`${manifestsFolder}/${component}.yaml`, stringify(pod, yamlStyle));
  }
}
