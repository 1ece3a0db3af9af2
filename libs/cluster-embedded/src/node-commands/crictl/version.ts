import type { CrictlCommand } from './crictl-command.js';

/** cri-tools goes with the minors of Kubernetes. */
export const crictlVersion = 'v1.36.0';
const containerdVersion = 'v2.1.0';

/** `crictl version` */
export const version: CrictlCommand = async (_args, io) => {
  await io.out(`Version:  0.1.0
RuntimeName:  containerd
RuntimeVersion:  ${containerdVersion}
RuntimeApiVersion:  v1
`);
};

/** `crictl info` */
export const info: CrictlCommand = async (_args, io) => {
  const condition = (type: string) => ({ message: '', reason: '', status: true, type });
  const conditions = [condition('RuntimeReady'), condition('NetworkReady')];
  const config = { containerd: { defaultRuntimeName: 'runc' }, cni: { confDir: '/etc/cni/net.d' } };
  await io.out(`${JSON.stringify({ config, status: { conditions } }, null, 2)}\n`);
};
