import type { Pod } from '../api/pod.js';

/** What only the kubelet knows of a pod while it starts. */
export interface PodPlace {
  readonly hostIps: readonly string[];
  readonly podIps: readonly string[];
}

/** The value of a `fieldRef`, for variables and files (kubelet `podFieldSelectorRuntimeValue`). */
export function podField(pod: Pod, fieldPath: string, { hostIps, podIps }: PodPlace): string {
  const { metadata, spec } = pod;
  const subscript = /^(metadata\.(?:annotations|labels))\['(.*)'\]$/.exec(fieldPath);
  if (subscript !== null) {
    const [, path, key = ''] = subscript;
    const map = path === 'metadata.labels' ? metadata.labels : metadata.annotations;
    return map?.[key] ?? '';
  }
  switch (fieldPath) {
    case 'metadata.annotations':
      return formatMap(metadata.annotations);
    case 'metadata.labels':
      return formatMap(metadata.labels);
    case 'metadata.name':
      return metadata.name ?? '';
    case 'metadata.namespace':
      return metadata.namespace ?? '';
    case 'metadata.uid':
      return metadata.uid ?? '';
    case 'spec.host':
    case 'spec.nodeName':
      return spec.nodeName ?? '';
    case 'spec.serviceAccountName':
      return spec.serviceAccountName ?? '';
    case 'status.hostIP':
      return hostIps[0] ?? '';
    case 'status.hostIPs':
      return hostIps.join(',');
    case 'status.podIP':
      return podIps[0] ?? '';
    case 'status.podIPs':
      return podIps.join(',');
    default:
      throw new Error(`unsupported fieldPath: ${fieldPath}`);
  }
}

/** `key="value"` a line, in the order of the keys (`fieldpath.FormatMap`). */
function formatMap(map: Readonly<Record<string, string>> = {}): string {
  const keys = Object.keys(map).sort();
  return keys.map((key) => `${key}=${JSON.stringify(map[key])}`).join('\n');
}
