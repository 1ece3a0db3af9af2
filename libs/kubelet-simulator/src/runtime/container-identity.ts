import type { EffectiveSecurityContext } from '@drillyard/pod-security';
import { ContainerStartError } from './container-runtime.js';
import type { Account, Group } from './image/accounts.js';
import {
  allCapabilities,
  type CapabilitySet,
  capabilitySet,
  noCapabilities,
  runtimeDefaultCapabilities,
} from './kernel/capability.js';
import { afterExec, type Credentials } from './kernel/credentials.js';

/**
 * Who the first process of a container is, as containerd writes it into the specification (CRI
 * `container_create_linux.go`, `WithUser`, `WithCapabilities`) and runc and the kernel carry it out.
 *
 * @param imageUser the image's `user[:group]`, for the group it may name
 */
export function containerCredentials(
  context: EffectiveSecurityContext,
  imageUser: string | undefined,
  accounts: readonly Account[],
  groups: readonly Group[],
): Credentials {
  const { value, origin } = context.runAsUser;
  const wanted = origin === 'image' && imageUser ? imageUser : String(value);
  const [userWord = '0', groupWord] = wanted.split(':');
  const account = findAccount(userWord, accounts);
  const gid = context.runAsGroup.value ?? findGroup(groupWord, groups) ?? account.gid;
  const bounding = boundingSet(context);
  const privileged = context.privileged.value;
  return afterExec({
    uid: account.uid,
    gid,
    groups: supplementaryGroups(context, account, gid, groups),
    permitted: bounding,
    effective: bounding,
    bounding,
    inheritable: noCapabilities,
    ambient: noCapabilities,
    noNewPrivs: !context.allowPrivilegeEscalation.value,
    seccomp: privileged || context.seccompProfile.value.type === 'Unconfined' ? 0 : 2,
  });
}

/** `ALL` is taken first, single names after; what is dropped stays dropped. */
function boundingSet({ privileged, capabilities }: EffectiveSecurityContext): CapabilitySet {
  if (privileged.value) return allCapabilities;
  const { add, drop } = capabilities.value;
  const isAll = (name: string) => /^all$/i.test(name);
  let set = runtimeDefaultCapabilities;
  if (add.some(isAll)) set = allCapabilities;
  if (drop.some(isAll)) set = noCapabilities;
  return (set | capabilitySet(add)) & ~capabilitySet(drop);
}

function findAccount(word: string, accounts: readonly Account[]): Omit<Account, 'home' | 'shell'> {
  const account = accounts.find(({ name, uid }) => name === word || String(uid) === word);
  if (account) return account;
  if (/^\d+$/.test(word)) return { name: '', uid: Number(word), gid: 0 };
  throw new ContainerStartError(`unable to find user ${word}: no matching entries in passwd file`);
}

function findGroup(word: string | undefined, groups: readonly Group[]): number | undefined {
  if (word === undefined) return undefined;
  const group = groups.find(({ name, gid }) => name === word || String(gid) === word);
  if (group) return group.gid;
  if (/^\d+$/.test(word)) return Number(word);
  throw new ContainerStartError(`unable to find group ${word}: no matching entries in group file`);
}

/** Merged with the image's unless the policy is Strict; sorted, as a kernel keeps them. */
function supplementaryGroups(
  context: EffectiveSecurityContext,
  { name }: { readonly name: string },
  gid: number,
  groups: readonly Group[],
): number[] {
  const strict = context.supplementalGroupsPolicy.value === 'Strict';
  const ofImage = groups.filter(({ members }) => !strict && name && members.includes(name));
  const fsGroup = context.fsGroup.value === undefined ? [] : [context.fsGroup.value];
  const all = [
    gid,
    ...ofImage.map((one) => one.gid),
    ...fsGroup,
    ...context.supplementalGroups.value,
  ];
  return [...new Set(all)].sort((a, b) => a - b);
}
