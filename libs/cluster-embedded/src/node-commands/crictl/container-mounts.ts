import { posix } from 'node:path';
import type { CriContainer, CriPod } from '@drillyard/kubelet-simulator';

/** Where a kubelet keeps what it makes for pods (`--root-dir`). */
const podsFolder = '/var/lib/kubelet/pods';

/** The folders of volumes are named after the plugins that fill them (pkg/volume). */
const plugins: Readonly<Record<string, string>> = {
  configMap: 'configmap',
  downwardAPI: 'downward-api',
  emptyDir: 'empty-dir',
  projected: 'projected',
  secret: 'secret',
};

/** CRI `Mount`s of a container: its volumes, and the files every container gets (kubelet `makeMounts`). */
export function containerMounts({ id, pod, spec }: CriContainer): object[] {
  const { volumeMounts = [] } = spec;
  const own = volumeMounts.map(({ name, mountPath, readOnly = false, subPath = '' }) => {
    const root = hostPathOf(pod, name);
    return mount(mountPath, subPath === '' ? root : posix.join(root, subPath), readOnly);
  });
  const folder = `${podsFolder}/${pod.uid}`;
  const hosts = volumeMounts.some(({ mountPath }) => mountPath === '/etc/hosts')
    ? []
    : [mount('/etc/hosts', `${folder}/etc-hosts`, false)];
  const log = `${folder}/containers/${spec.name}/${id.slice(0, 8)}`;
  return [...own, ...hosts, mount('/dev/termination-log', log, false)];
}

/** Where on the node a volume is. */
function hostPathOf({ uid, volumes }: CriPod, name: string): string {
  const volume = volumes.find((candidate) => candidate.name === name);
  if (volume?.hostPath !== undefined) return volume.hostPath.path;
  const source = Object.keys(plugins).find((key) => volume !== undefined && key in volume);
  const plugin = plugins[source ?? 'emptyDir'];
  return `${podsFolder}/${uid}/volumes/kubernetes.io~${plugin}/${name}`;
}

function mount(containerPath: string, hostPath: string, readonly: boolean): object {
  return {
    containerPath,
    gidMappings: [],
    hostPath,
    image: null,
    imageSubPath: '',
    propagation: 'PROPAGATION_PRIVATE',
    readonly,
    recursiveReadOnly: false,
    selinuxRelabel: false,
    uidMappings: [],
  };
}
