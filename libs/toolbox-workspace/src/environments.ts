import { learnerHome, shellEnvironment, systemPath } from '@drillyard/workspace';

export const rootHome = '/root';
/** Where kubeadm keeps the administrator's kubeconfig on a control plane's node. */
const adminKubeconfig = '/etc/kubernetes/admin.conf';

/** Of the learner's programs in the toolbox. */
export function learnerEnvironment(hostname: string): Record<string, string> {
  return shellEnvironment({ home: learnerHome, path: systemPath, editor: 'nano', hostname });
}

/** Of root's on a node, where crictl and kubectl are, and vi is the only editor there may be. */
export function rootEnvironment(hostname: string): Record<string, string> {
  const options = { home: rootHome, name: 'root', path: systemPath, editor: 'vi', hostname };
  return { ...shellEnvironment(options), KUBECONFIG: adminKubeconfig };
}
