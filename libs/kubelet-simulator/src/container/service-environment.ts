import type { Service } from '../api/objects.js';

/**
 * The variables by which a container finds services: those of its own namespace, and always
 * `kubernetes` (kubelet `getServiceEnvVarMap`, `envvars.FromServices`).
 */
export function serviceEnvironment(
  services: Iterable<Service>,
  namespace: string,
  enableServiceLinks: boolean,
): Map<string, string> {
  const chosen = new Map<string, Service>();
  for (const service of services) {
    const { name = '', namespace: own } = service.metadata;
    const { clusterIP = '' } = service.spec;
    if (clusterIP === '' || clusterIP === 'None') continue;
    const isMaster = own === 'default' && name === 'kubernetes';
    if (isMaster && !chosen.has(name)) chosen.set(name, service);
    else if (own === namespace && enableServiceLinks) chosen.set(name, service);
  }
  return new Map([...chosen.values()].flatMap(variables));
}

function variables({ metadata, spec }: Service): [string, string][] {
  const prefix = variableName(metadata.name ?? '');
  const { clusterIP = '', ports = [] } = spec;
  const [first] = ports;
  if (first === undefined) return [];
  const host = clusterIP.includes(':') ? `[${clusterIP}]` : clusterIP;
  const named = ports.filter(({ name }) => name);
  return [
    [`${prefix}_SERVICE_HOST`, clusterIP],
    [`${prefix}_SERVICE_PORT`, String(first.port)],
    ...named.map(({ name = '', port }): [string, string] => [
      `${prefix}_SERVICE_PORT_${variableName(name)}`,
      String(port),
    ]),
    [`${prefix}_PORT`, link(first, host)],
    ...ports.flatMap((port): [string, string][] => {
      const { protocol = 'TCP' } = port;
      const own = `${prefix}_PORT_${port.port}_${protocol.toUpperCase()}`;
      return [
        [own, link(port, host)],
        [`${own}_PROTO`, protocol.toLowerCase()],
        [`${own}_PORT`, String(port.port)],
        [`${own}_ADDR`, clusterIP],
      ];
    }),
  ];
}

function link({ protocol = 'TCP', port }: { protocol?: string; port: number }, host: string) {
  return `${protocol.toLowerCase()}://${host}:${port}`;
}

function variableName(name: string): string {
  return name.replaceAll('-', '_').toUpperCase();
}
