import type { EffectiveSecurityContext } from './effective-security-context.js';

/** Every capability of Linux, in the kernel's order (`include/uapi/linux/capability.h`), without `CAP_`. */
export const linuxCapabilities = [
  ...['CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'KILL', 'SETGID', 'SETUID'],
  ...['SETPCAP', 'LINUX_IMMUTABLE', 'NET_BIND_SERVICE', 'NET_BROADCAST', 'NET_ADMIN', 'NET_RAW'],
  ...['IPC_LOCK', 'IPC_OWNER', 'SYS_MODULE', 'SYS_RAWIO', 'SYS_CHROOT', 'SYS_PTRACE', 'SYS_PACCT'],
  ...['SYS_ADMIN', 'SYS_BOOT', 'SYS_NICE', 'SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'MKNOD'],
  ...['LEASE', 'AUDIT_WRITE', 'AUDIT_CONTROL', 'SETFCAP', 'MAC_OVERRIDE', 'MAC_ADMIN', 'SYSLOG'],
  ...['WAKE_ALARM', 'BLOCK_SUSPEND', 'AUDIT_READ', 'PERFMON', 'BPF', 'CHECKPOINT_RESTORE'],
] as const;

/** What containerd gives a container that asks for nothing (its `oci` package). */
export const defaultCapabilities = [
  ...['CHOWN', 'DAC_OVERRIDE', 'FSETID', 'FOWNER', 'MKNOD', 'NET_RAW', 'SETGID', 'SETUID'],
  ...['SETFCAP', 'SETPCAP', 'NET_BIND_SERVICE', 'SYS_CHROOT', 'KILL', 'AUDIT_WRITE'],
] as const;

/**
 * The capabilities a container's processes can come by, in the kernel's order: what its first process has
 * if that is root's. `ALL` counts before names, and what is dropped by name is gone even if it is added
 * (containerd's CRI plugin, which puts the container's spec together).
 */
export function grantedCapabilities({
  privileged,
  capabilities,
}: Pick<EffectiveSecurityContext, 'privileged' | 'capabilities'>): string[] {
  if (privileged.value) return [...linuxCapabilities];
  const add = capabilities.value.add.map(capabilityName);
  const drop = capabilities.value.drop.map(capabilityName);
  const granted = new Set<string>(add.includes('ALL') ? linuxCapabilities : defaultCapabilities);
  if (drop.includes('ALL')) granted.clear();
  for (const name of add) granted.add(name);
  for (const name of drop) granted.delete(name);
  return linuxCapabilities.filter((name) => granted.has(name));
}

/** `CAP_NET_RAW`, `net_raw` and `NET_RAW` are one. */
export function capabilityName(text: string): string {
  return text.toUpperCase().replace(/^CAP_/, '');
}
