export type { Pod as KubeletPod } from './api/pod.js';
export type { ClusterDns } from './container/resolv-conf.js';
export {
  type CriContainer,
  type CriEnd,
  type CriImage,
  type CriPod,
  criImageId,
  sandboxId,
} from './cri/cri.js';
export { imageCatalog, privateRegistry } from './images/image-catalog.js';
export type { CatalogRegistry, CatalogRepository, ImageCatalog } from './images/image-registry.js';
export { Kubelet } from './kubelet.js';
export type { KubeletOptions } from './kubelet-options.js';
export { ContainerLog } from './logs/container-log.js';
export { readLog } from './logs/read-log.js';
export * from './network/index.js';
export { type NodeMachine, newNode } from './node/node-object.js';
export * from './runtime/index.js';
