import { lookup } from 'node:dns/promises';
import { BlockList } from 'node:net';
import type { Engine } from '@drillyard/cluster-kind';
import { OperationalError, UserError } from '@drillyard/errors';
import { gatewayRunArgs } from './container-command.js';
import { createTimeoutMs } from './limits.js';

/** Looks a name up where the server is; an IPv4 address. */
export type ResolveAddress = (host: string) => Promise<string>;

export interface EgressGatewaysOptions {
  readonly engine: Engine;
  readonly image: string;
  /** Of the workstation and of its network. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly resolve?: ResolveAddress;
}

/**
 * The exceptions of a network that leads nowhere: one container for each name beyond it, which
 * has that name on the network and passes connections to it on. The workstation itself gets no route.
 */
export class EgressGateways {
  constructor(private readonly options: EgressGatewaysOptions) {}

  /** All are made with the workstation, and removed with it by their labels. */
  async open(destinations: readonly string[]): Promise<void> {
    for (const [index, [host, ports]] of [...portsByHost(destinations)].entries()) {
      await this.openOne(index, host, ports);
    }
  }

  private async openOne(index: number, host: string, ports: readonly number[]): Promise<void> {
    const { engine, image, labels, name: network, resolve = resolveIpv4 } = this.options;
    const address = await resolve(host).catch((cause: unknown) => {
      const message = `${host}, which this lab uses, is not found. Try again, or tell the operator.`;
      throw new OperationalError('EGRESS_UNRESOLVED', message, { cause, retryable: true });
    });
    requirePublic(host, address);
    const name = `${network}-gateway-${index}`;
    const options = { timeoutMs: createTimeoutMs };
    await engine.run(gatewayRunArgs({ name, image, labels, address, ports }), options);
    await engine.run(['network', 'connect', `--alias=${host}`, network, name], options);
  }
}

async function resolveIpv4(host: string): Promise<string> {
  return (await lookup(host, { family: 4 })).address;
}

/** Two containers of one name would get each other's connections. */
function portsByHost(destinations: readonly string[]): Map<string, readonly number[]> {
  const found = new Map<string, readonly number[]>();
  for (const text of destinations) {
    const [, host = '', digits] = /^([a-z0-9.-]+):(\d{1,5})$/.exec(text) ?? [];
    const port = Number(digits);
    if (!(port > 0 && port <= 65_535)) {
      throw new UserError(
        'EGRESS_INVALID',
        `"${text}" is no destination; write it as example.com:443.`,
      );
    }
    found.set(host, [...new Set([...(found.get(host) ?? []), port])]);
  }
  return found;
}

/** Everything that is not the public internet (RFC 6890): a lab must not open the operator's network. */
const inside = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  inside.addSubnet(network, prefix, 'ipv4');
}

function requirePublic(host: string, address: string): void {
  if (!inside.check(address, 'ipv4')) return;
  throw new UserError(
    'EGRESS_INSIDE',
    `${host} has an address inside the operator's network (${address}), which no lab may reach.`,
  );
}
