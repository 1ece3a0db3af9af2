import type { ImageAccount, ImageGroup, Userland } from '../container-image.js';

interface Accounts {
  readonly users: readonly ImageAccount[];
  readonly groups: readonly ImageGroup[];
}

const root: ImageAccount = { name: 'root', uid: 0, gid: 0, home: '/root', shell: '/bin/sh' };
const nologin = { shell: '/usr/sbin/nologin' };
const group = (name: string, gid: number, ...members: string[]): ImageGroup => ({
  name,
  gid,
  members,
});

/** Who is in /etc/passwd and /etc/group of the official images. */
export const userlandAccounts: Record<Userland, Accounts> = {
  busybox: {
    users: [
      root,
      { name: 'daemon', uid: 1, gid: 1, home: '/usr/sbin', shell: '/bin/false' },
      { name: 'bin', uid: 2, gid: 2, home: '/bin', shell: '/bin/false' },
      { name: 'sys', uid: 3, gid: 3, home: '/dev', shell: '/bin/false' },
      { name: 'mail', uid: 8, gid: 8, home: '/var/spool/mail', shell: '/bin/false' },
      { name: 'www-data', uid: 33, gid: 33, home: '/var/www', shell: '/bin/false' },
      { name: 'operator', uid: 37, gid: 37, home: '/var', shell: '/bin/false' },
      { name: 'nobody', uid: 65534, gid: 65534, home: '/home', shell: '/bin/false' },
    ],
    groups: [
      group('root', 0),
      group('daemon', 1),
      group('bin', 2),
      group('sys', 3),
      group('adm', 4),
      group('tty', 5),
      group('disk', 6),
      group('mail', 8),
      group('wheel', 10, 'root'),
      group('www-data', 33),
      group('operator', 37),
      group('users', 100),
      group('nobody', 65534),
    ],
  },
  debian: {
    users: [
      { ...root, shell: '/bin/bash' },
      { name: 'daemon', uid: 1, gid: 1, home: '/usr/sbin', ...nologin },
      { name: 'bin', uid: 2, gid: 2, home: '/bin', ...nologin },
      { name: 'sys', uid: 3, gid: 3, home: '/dev', ...nologin },
      { name: 'mail', uid: 8, gid: 8, home: '/var/mail', ...nologin },
      { name: 'www-data', uid: 33, gid: 33, home: '/var/www', ...nologin },
      { name: 'nobody', uid: 65534, gid: 65534, home: '/nonexistent', ...nologin },
    ],
    groups: [
      group('root', 0),
      group('daemon', 1),
      group('bin', 2),
      group('sys', 3),
      group('adm', 4),
      group('tty', 5),
      group('disk', 6),
      group('mail', 8),
      group('www-data', 33),
      group('users', 100),
      group('nogroup', 65534),
    ],
  },
  none: {
    users: [
      { ...root, shell: '/sbin/nologin' },
      { name: 'nobody', uid: 65534, gid: 65534, home: '/nonexistent', shell: '/sbin/nologin' },
      { name: 'nonroot', uid: 65532, gid: 65532, home: '/home/nonroot', shell: '/sbin/nologin' },
    ],
    groups: [group('root', 0), group('nobody', 65534), group('nonroot', 65532)],
  },
};
