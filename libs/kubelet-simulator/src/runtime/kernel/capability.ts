/** Capabilities by their number (linux/capability.h, capabilities(7)). */
export const capabilityNames = [
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'KILL',
  'SETGID',
  'SETUID',
  'SETPCAP',
  'LINUX_IMMUTABLE',
  'NET_BIND_SERVICE',
  'NET_BROADCAST',
  'NET_ADMIN',
  'NET_RAW',
  'IPC_LOCK',
  'IPC_OWNER',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_CHROOT',
  'SYS_PTRACE',
  'SYS_PACCT',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_NICE',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'MKNOD',
  'LEASE',
  'AUDIT_WRITE',
  'AUDIT_CONTROL',
  'SETFCAP',
  'MAC_OVERRIDE',
  'MAC_ADMIN',
  'SYSLOG',
  'WAKE_ALARM',
  'BLOCK_SUSPEND',
  'AUDIT_READ',
  'PERFMON',
  'BPF',
  'CHECKPOINT_RESTORE',
] as const;

export type Capability = (typeof capabilityNames)[number];

/** A set as a mask, one bit for each capability. */
export type CapabilitySet = bigint;

export const noCapabilities: CapabilitySet = 0n;
export const allCapabilities: CapabilitySet = (1n << BigInt(capabilityNames.length)) - 1n;

/** What containerd gives a container that asks for nothing (`pkg/oci/spec.go`, defaultUnixCaps). */
export const runtimeDefaultCapabilities = capabilitySet([
  'CHOWN',
  'DAC_OVERRIDE',
  'FSETID',
  'FOWNER',
  'MKNOD',
  'NET_RAW',
  'SETGID',
  'SETUID',
  'SETFCAP',
  'SETPCAP',
  'NET_BIND_SERVICE',
  'SYS_CHROOT',
  'KILL',
  'AUDIT_WRITE',
]);

/** Names a kernel does not know are passed over, as runc does; any case, `CAP_` or not. */
export function capabilitySet(names: readonly string[]): CapabilitySet {
  return names.reduce((set, name) => set | bitOf(name), noCapabilities);
}

export function has(set: CapabilitySet, capability: Capability): boolean {
  return (set & bitOf(capability)) !== 0n;
}

/** As capsh and getpcaps write one: `cap_chown`, in order of their numbers. */
export function listed(set: CapabilitySet): string[] {
  const names = capabilityNames.filter((name) => has(set, name));
  return names.map((name) => `cap_${name.toLowerCase()}`);
}

function bitOf(name: string): bigint {
  const bare = name.toUpperCase().replace(/^CAP_/, '');
  const number = (capabilityNames as readonly string[]).indexOf(bare);
  return number < 0 ? 0n : 1n << BigInt(number);
}
